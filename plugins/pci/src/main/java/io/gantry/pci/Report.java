package io.gantry.pci;

import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Says about one function what the host needs to know. What cannot be handed out now offers no resources, and a property says why.
///
/// @param kind of accelerator
record Report(PciFunction function, Device.Kind kind, VirtualFunctions virtual, Names names) {
    Device device() {
        var properties = properties();
        var attachments = attachments(properties);
        Map<String, Long> resources = attachments.isEmpty()
                ? Map.of()
                : Map.of(Family.resource(kind), (long) attachments.size());
        var traits = Set.of("CUSTOM_PCI_" + Names.trait(function),
                "CUSTOM_PCI_PRODUCT_ID_" + function.product().toUpperCase(Locale.ROOT));
        return new Device(function.address(), kind, names.of(function), resources, traits, attachments, properties);
    }

    private Map<String, String> properties() {
        var properties = new HashMap<>(
                Map.of("class", function.type(), "vendor-id", function.vendor(), "product-id", function.product()));
        function.number("numa_node")
                .filter(node -> node >= 0)
                .ifPresent(node -> properties.put("numa-node", node.toString()));
        function.link("driver").ifPresent(driver -> properties.put("driver", driver));
        function.link("iommu_group").ifPresent(group -> properties.put("iommu-group", group));
        var interfaces = function.entries("net");
        if (!interfaces.isEmpty()) {
            properties.put("interfaces", String.join(" ", interfaces));
        }
        function.number("sriov_totalvfs")
                .filter(most -> most > 0)
                .ifPresent(most -> properties.put("virtual-functions",
                        "%d of %d enabled, %d visible".formatted(VirtualFunctions.enabled(function), most,
                                virtual.of(function).size())));
        return properties;
    }

    /// Whole, or in virtual functions once it is cut.
    private List<Attachment> attachments(Map<String, String> properties) {
        var parts = virtual.of(function);
        if (VirtualFunctions.enabled(function) > 0 || !parts.isEmpty()) {
            if (kind == Device.Kind.GPU) {
                properties.put("not-available", "cut into virtual functions, which its own driver hands out");
                return List.of();
            }
            if (parts.isEmpty()) {
                properties.put("not-available", "cut into virtual functions that cannot be seen");
            }
            return parts.stream().<Attachment>map(Attachment.Pci::new).toList();
        }
        if (kind == Device.Kind.SSD && function.link("driver").filter("nvme"::equals).isPresent()) {
            properties.put("not-available", "in use by this host; bind it to vfio-pci to hand it out");
            return List.of();
        }
        return List.of(new Attachment.Pci(function.address()));
    }
}
