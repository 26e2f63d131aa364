package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.accelerator.AcceleratorRequest;
import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.accelerator.GuestDevice.Address;
import io.gantry.api.accelerator.Attachment;
import io.gantry.base.Origin;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request as clients read it.
@JsonInclude(JsonInclude.Include.ALWAYS)
record ArqView(String uuid, String state, String deviceProfileName, int deviceProfileGroupId, @Nullable String hostname,
        @Nullable String deviceRpUuid, @Nullable String instanceUuid, String projectId, String attachHandleType,
        @Nullable String attachHandleUuid, Map<String, String> attachHandleInfo, String createdAt,
        @Nullable String updatedAt,
        List<Links> links) {
    static ArqView of(AcceleratorRequest request, Origin origin) {
        var shown = request.state() != State.UNBINDING;
        var attachment = request.attachment().filter(_ -> request.state() == State.BOUND);
        return new ArqView(request.id().toString(), request.state().word(), request.profileName(), request.group(),
                request.host().filter(_ -> shown).orElse(null),
                request.part().filter(_ -> shown).map(UUID::toString).orElse(null),
                request.instance().filter(_ -> shown).orElse(null), request.project(),
                attachment.map(ArqView::type).orElse(""),
                attachment.flatMap(_ -> request.piece()).map(UUID::toString).orElse(null),
                attachment.map(ArqView::info).orElse(Map.of()), Links.time(request.created()),
                Links.time(request.updated()),
                Links.of(origin, "accelerator_requests", request.id()));
    }

    private static String type(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Pci _ -> "PCI";
            case Attachment.Mediated _ -> "MDEV";
        };
    }

    static Map<String, String> info(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Pci(var address, var network) -> {
                var info = address(address);
                network.ifPresent(name -> info.put("physical_network", name));
                yield info;
            }
            case Attachment.Mediated(var parent, var type, var slot) -> {
                var info = address(parent);
                info.put("asked_type", type);
                info.put("vgpu_mark", type + "_" + slot);
                yield info;
            }
        };
    }

    private static Map<String, String> address(String text) {
        var address = Address.of(text);
        return new TreeMap<>(
                Map.of("domain", address.domain(), "bus", address.bus(), "device", address.device(), "function",
                        address.function()));
    }
}
