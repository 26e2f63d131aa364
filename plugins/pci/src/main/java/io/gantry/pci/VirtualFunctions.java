package io.gantry.pci;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Tells virtual functions from devices: the kernel's links where there are any, else the rule of the SR-IOV standard, by which the virtual
/// functions of a device follow it at a fixed offset and stride, else the name of the Linux driver, which by custom ends in `vf`.
final class VirtualFunctions {
    private final Map<String, PciFunction> bus;
    private final Set<String> addresses = new HashSet<>();

    VirtualFunctions(Map<String, PciFunction> bus) {
        this.bus = bus;
        for (var function : bus.values()) {
            if (function.link("physfn").isPresent()
                    || function.link("driver").filter(name -> name.endsWith("vf")).isPresent()) {
                addresses.add(function.address());
            }
            addresses.addAll(of(function));
        }
    }

    boolean contains(PciFunction function) {
        return addresses.contains(function.address());
    }

    /// The virtual functions of a device that can be seen now.
    List<String> of(PciFunction device) {
        var linked = device.entries(".").stream().filter(name -> name.matches("virtfn[0-9]+")).toList();
        if (!linked.isEmpty()) {
            return linked.stream().flatMap(name -> device.link(name).stream()).filter(PciFunction::isAddress).toList();
        }
        var offset = device.number("sriov_offset");
        var stride = device.number("sriov_stride");
        if (offset.isEmpty() || stride.isEmpty() || offset.get() == 0) {
            return List.of();
        }
        var found = new ArrayList<String>();
        IntStream.range(0, enabled(device))
                .map(i -> device.routing() + offset.get() + i * stride.get())
                .mapToObj(routing -> PciFunction.address(device.domain(), routing))
                .filter(address -> isOne(device, address))
                .forEach(found::add);
        return found;
    }

    private boolean isOne(PciFunction device, String address) {
        var other = bus.get(address);
        return other != null && other.vendor().equals(device.vendor())
                && device.attribute("sriov_vf_device").map(product -> other.product().equals(product)).orElse(true);
    }

    /// How many the device is cut into now.
    static int enabled(PciFunction device) {
        return Math.clamp(device.number("sriov_numvfs").orElse(0), 0, 65_535);
    }
}
