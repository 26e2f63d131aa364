package io.gantry.accelerator.http;

import io.gantry.accelerator.FoundDevice;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Part;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A device as the API shows it; what has no order of its own is sorted.
record DeviceView(String instance, String id, String kind, String vendor, String product, String name,
        List<String> roles, List<PartView> parts, List<String> obstacles, Map<String, String> properties) {
    static DeviceView of(FoundDevice found) {
        var device = found.device();
        return new DeviceView(found.instance(), device.id(), device.kind().name().toLowerCase(Locale.ROOT),
                device.vendor(), device.product(), device.name(), sorted(found.roles()),
                device.parts().stream().map(PartView::of).toList(), device.obstacles(),
                new TreeMap<>(device.properties()));
    }

    private static List<String> sorted(Set<String> words) {
        return List.copyOf(new TreeSet<>(words));
    }

    /// A part as the API shows it.
    record PartView(String id, String resourceClass, List<String> traits, List<Map<String, Object>> attachments) {
        static PartView of(Part part) {
            return new PartView(part.id(), part.resourceClass(), sorted(part.traits()),
                    part.attachments().stream().map(PartView::attachment).toList());
        }

        private static Map<String, Object> attachment(Attachment attachment) {
            var shown = new TreeMap<String, Object>();
            switch (attachment) {
                case Attachment.Pci(var address, var network) -> {
                    shown.putAll(Map.of("type", "pci", "address", address));
                    network.ifPresent(name -> shown.put("network", name));
                }
                case Attachment.Mediated(var parent, var type, var slot) -> shown
                        .putAll(Map.of("type", "mediated", "parent", parent, "mediated_type", type, "slot", slot));
            }
            return shown;
        }
    }
}
