package io.gantry.accelerator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gantry.accelerator.Bindings;
import io.gantry.accelerator.Inventory;
import io.gantry.accelerator.KnownPart;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/accelerator/v2/deployables`: parts of devices.
@Controller(AcceleratorErrors.PREFIX + "/v2/deployables")
@ExecuteOn(TaskExecutors.BLOCKING)
class DeployableController {
    private final Inventory inventory;
    private final Bindings bindings;

    DeployableController(Inventory inventory, Bindings bindings) {
        this.inventory = inventory;
        this.bindings = bindings;
    }

    @Get
    Map<String, List<View>> list(Origin origin) {
        return Map.of("deployables",
                inventory.parts(Optional.empty()).stream().map(part -> View.of(part, origin)).toList());
    }

    @Get("/{id}")
    View show(Origin origin, String id) {
        return View.of(inventory.part(JsonBody.known(id, "deployable")), origin);
    }

    /// Answers when the device is programmed, or after a minute that it still is being.
    @Patch("/{id}/program")
    HttpResponse<View> program(Origin origin, String id, @io.micronaut.http.annotation.Body byte[] body)
            throws InterruptedException {
        var part = inventory.part(JsonBody.known(id, "deployable"));
        var patches = JsonBody.of(body, "program patch").items();
        if (patches.size() != 1) {
            throw Problem.invalid(
                    "A program patch has exactly one item: {\"path\": \"/program\", \"op\": \"replace\", \"value\": [{\"image_uuid\": ...}]}.");
        }
        var patch = patches.getFirst().only("path", "op", "value");
        if (!patch.needed("path").equals("/program") || !patch.needed("op").equals("replace")) {
            throw Problem.invalid("A program patch replaces the path /program, nothing else.");
        }
        var images = patch.part("value")
                .orElseThrow(() -> Problem.invalid("'value' is a required property of a program patch."))
                .items();
        if (images.size() != 1) {
            throw Problem.invalid("The value of a program patch is a list of exactly one image.");
        }
        var job = bindings.program(part, images.getFirst().only("image_uuid").needed("image_uuid"));
        var view = View.of(inventory.part(part.id()), origin);
        return job.state().ended() ? HttpResponse.ok(view) : HttpResponse.accepted().body(view);
    }

    /// A part as clients read it.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record View(String uuid, @Nullable Long parentId, @Nullable Long rootId, String name, long numAccelerators,
            long deviceId,
            String attributesList, String rpUuid, String driverName, @Nullable String bitstreamId, String createdAt,
            @Nullable String updatedAt, List<Links> links) {
        static View of(KnownPart part, Origin origin) {
            var attributes = part.attributes().stream().map(one -> Map.of(one.name(), one.content())).toList();
            var self = Links.of(origin, "deployables", part.id());
            var links = List.of(self.getFirst(),
                    new Links(origin.of(AcceleratorErrors.PREFIX + "/deployables/" + part.id()), "bookmark"));
            return new View(part.id().toString(), null, null, part.name(), part.total(), part.device(),
                    DeviceController.json(attributes), part.id().toString(), part.owner().driver(),
                    part.bitstream().orElse(null), Links.time(part.created()), Links.time(part.updated()), links);
        }
    }
}
