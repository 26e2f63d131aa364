package io.gantry.pci;

import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
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
        var obstacles = new ArrayList<String>();
        var attachments = attachments(obstacles);
        var traits = Set.of("CUSTOM_PCI_" + Names.trait(function),
                "CUSTOM_PCI_PRODUCT_ID_" + function.product().toUpperCase(Locale.ROOT));
        var part = new Part(function.address(), Family.resource(kind), traits, attachments);
        return new Device(function.address(), kind, function.vendor(), function.product(), names.of(function),
                List.of(part), obstacles, properties());
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
    private List<Attachment> attachments(List<String> obstacles) {
        var parts = virtual.of(function);
        if (VirtualFunctions.enabled(function) > 0 || !parts.isEmpty()) {
            if (kind == Device.Kind.GPU) {
                obstacles.add("It is cut into virtual functions, which its own driver hands out.");
                return List.of();
            }
            if (parts.isEmpty()) {
                obstacles.add("It is cut into virtual functions that cannot be seen.");
            }
            return parts.stream().<Attachment>map(Attachment.Pci::new).toList();
        }
        if (kind == Device.Kind.SSD && function.link("driver").filter("nvme"::equals).isPresent()) {
            obstacles.add("It is in use by this host; bind it to vfio-pci to hand it out.");
            return List.of();
        }
        return List.of(new Attachment.Pci(function.address()));
    }
}
