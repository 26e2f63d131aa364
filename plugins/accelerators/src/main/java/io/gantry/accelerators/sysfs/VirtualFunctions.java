package io.gantry.accelerators.sysfs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;

/// Tells virtual functions from devices: by the kernel's links where there are any; else by the rule of the SR-IOV standard, by which the
/// virtual functions of a device follow it at a fixed offset and stride; else by the name of the Linux driver, which by custom ends in
/// `vf`, and then the rule is turned round to find the device they belong to.
public final class VirtualFunctions {
    private final SequencedMap<String, PciFunction> bus;
    private final Set<String> virtual = new HashSet<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Map<String, String> parents = new HashMap<>();

    VirtualFunctions(SequencedMap<String, PciFunction> bus) {
        this.bus = bus;
        bus.values().forEach(this::linkedToParent);
        for (var function : bus.values()) {
            if (!virtual.contains(function.address())) {
                visible(function).forEach(child -> adopt(function.address(), child));
            }
        }
        var orphans = bus.values().stream().filter(this::isOrphan).toList();
        orphans.forEach(orphan -> virtual.add(orphan.address()));
        var devices = bus.values().stream().filter(one -> !virtual.contains(one.address())).toList();
        new SriovRule(devices).parents(orphans).forEach((child, parent) -> adopt(parent, child));
        children.values().forEach(list -> list.sort(Comparator.comparing(bus::get, byRouting())));
    }

    private static Comparator<PciFunction> byRouting() {
        return Comparator.comparing(PciFunction::domain).thenComparingInt(PciFunction::routing);
    }

    private void linkedToParent(PciFunction function) {
        var parent = function.files().link("physfn");
        if (parent.isPresent()) {
            virtual.add(function.address());
            parent.filter(bus::containsKey).ifPresent(address -> adopt(address, function.address()));
        }
    }

    private boolean isOrphan(PciFunction function) {
        return !parents.containsKey(function.address())
                && (virtual.contains(function.address())
                        || function.driver().filter(name -> name.endsWith("vf")).isPresent());
    }

    private void adopt(String parent, String child) {
        if (!parent.equals(child) && bus.containsKey(child) && parents.putIfAbsent(child, parent) == null) {
            virtual.add(child);
            children.computeIfAbsent(parent, none -> new ArrayList<>()).add(child);
        }
    }

    private List<String> visible(PciFunction device) {
        if (device.files().link("virtfn0").isPresent()) {
            return device.files()
                    .names()
                    .stream()
                    .filter(name -> name.matches("virtfn[0-9]{1,5}"))
                    .flatMap(name -> device.files().link(name).stream())
                    .toList();
        }
        var enabled = enabled(device);
        var offset = enabled == 0 ? 0 : device.files().number("sriov_offset").orElse(0);
        var stride = enabled == 0 ? 0 : device.files().number("sriov_stride").orElse(0);
        if (offset <= 0 || (stride <= 0 && enabled > 1)) {
            return List.of();
        }
        return IntStream.range(0, enabled)
                .mapToLong(i -> device.routing() + offset + (long) i * stride)
                .takeWhile(routing -> routing <= 0xffff)
                .mapToObj(routing -> PciFunction.address(device.domain(), (int) routing))
                .filter(address -> isOne(device, address))
                .toList();
    }

    private boolean isOne(PciFunction device, String address) {
        var other = bus.get(address);
        return other != null && other.vendor().equals(device.vendor())
                && device.files().text("sriov_vf_device").map(product -> other.product().equals(product)).orElse(true);
    }

    /// Whether the function at that address is virtual.
    public boolean contains(String address) {
        return virtual.contains(address);
    }

    /// The virtual functions of a device that can be seen now, in their order.
    public List<String> of(PciFunction device) {
        return List.copyOf(children.getOrDefault(device.address(), List.of()));
    }

    /// The device that a virtual function belongs to, if that is known.
    public Optional<String> parent(String address) {
        return Optional.ofNullable(parents.get(address));
    }

    /// How many the device is cut into now, as it says itself.
    public static int enabled(PciFunction device) {
        return Math.clamp(device.files().number("sriov_numvfs").orElse(0), 0, 65_535);
    }

    /// Whether it is cut, seen or not.
    public boolean isCut(PciFunction device) {
        return enabled(device) > 0 || children.containsKey(device.address());
    }
}
