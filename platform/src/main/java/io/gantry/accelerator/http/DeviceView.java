package io.gantry.accelerator.http;

import io.gantry.accelerator.FoundDevice;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A device as the API shows it; what has no order of its own is sorted.
record DeviceView(String instance, String id, String kind, String name, List<String> roles, Map<String, Long> resources,
        List<String> traits, List<Map<String, String>> attachments, Map<String, String> properties) {
    static DeviceView of(FoundDevice found) {
        var device = found.device();
        return new DeviceView(found.instance(), device.id(), kind(device.kind()), device.name(), sorted(found.roles()),
                new TreeMap<>(device.resources()), sorted(device.traits()),
                device.attachments().stream().map(DeviceView::attachment).toList(), new TreeMap<>(device.properties()));
    }

    private static String kind(Device.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> sorted(Set<String> words) {
        return List.copyOf(new TreeSet<>(words));
    }

    private static Map<String, String> attachment(Attachment attachment) {
        return switch (attachment) {
            case Attachment.Pci(var address) -> Map.of("type", "pci", "address", address);
            case Attachment.Mediated(var parent, var type) -> new TreeMap<>(
                    Map.of("type", "mediated", "parent", parent, "mediated_type", type));
        };
    }
}
