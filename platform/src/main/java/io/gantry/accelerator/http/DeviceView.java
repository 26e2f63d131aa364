package io.gantry.accelerator.http;

import io.gantry.accelerator.KnownDevice;
import io.gantry.accelerator.KnownPart;
import io.gantry.accelerator.Piece;
import io.gantry.api.accelerator.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// A device as Gantry's own API shows it; what has no order of its own is sorted.
record DeviceView(UUID uuid, String host, String instance, String id, String kind, String vendor, String product,
        String name,
        boolean enabled, Optional<Instant> missingSince, List<String> roles, List<PartView> parts,
        List<String> obstacles,
        Map<String, String> properties) {
    static DeviceView of(KnownDevice device, Set<String> roles, List<KnownPart> parts, Map<UUID, List<Piece>> pieces) {
        return new DeviceView(device.id(), device.host(), device.source(), device.device(),
                device.kind().name().toLowerCase(Locale.ROOT), device.vendor(), device.product(), device.name(),
                device.enabled(), device.missing(), List.copyOf(new TreeSet<>(roles)),
                parts.stream().map(part -> PartView.of(part, pieces.getOrDefault(part.id(), List.of()))).toList(),
                device.obstacles(), new TreeMap<>(device.properties()));
    }

    /// A part as the API shows it.
    record PartView(UUID uuid, String id, String resourceClass, List<String> traits, Optional<String> bitstream,
            long total,
            long used, List<Map<String, Object>> attachments) {
        static PartView of(KnownPart part, List<Piece> pieces) {
            return new PartView(part.id(), part.part(), part.resourceClass(), part.traits(), part.bitstream(),
                    part.total(),
                    part.used(), pieces.stream().map(PartView::piece).toList());
        }

        private static Map<String, Object> piece(Piece piece) {
            var shown = new TreeMap<>(attachment(piece.attachment()));
            piece.request().ifPresent(request -> shown.put("request", request));
            if (!piece.present()) {
                shown.put("missing", true);
            }
            return shown;
        }

        static Map<String, Object> attachment(Attachment attachment) {
            return switch (attachment) {
                case Attachment.Pci(var address, var network) -> {
                    var shown = new TreeMap<String, Object>(Map.of("type", "pci", "address", address));
                    network.ifPresent(name -> shown.put("network", name));
                    yield shown;
                }
                case Attachment.Mediated(var parent, var type, var slot) -> new TreeMap<>(
                        Map.of("type", "mediated", "parent", parent, "mediated_type", type, "slot", slot));
            };
        }
    }
}
