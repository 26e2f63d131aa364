package io.gantry.accelerators.sysfs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which functions the IOMMU cannot keep apart: they can be given away only together.
public final class IommuGroups {
    private static final Set<String> HARMLESS = Set.of("vfio-pci", "pci-stub");

    private static final int FEW = 3;

    private final Map<String, List<PciFunction>> members = new HashMap<>();
    private final Map<String, String> groups = new HashMap<>();
    private final boolean off;

    IommuGroups(Directory root, Collection<PciFunction> functions) {
        for (var function : functions) {
            function.files().link("iommu_group").ifPresent(group -> {
                groups.put(function.address(), group);
                members.computeIfAbsent(group, none -> new ArrayList<>()).add(function);
            });
        }
        // A recorded tree may hold devices alone; only one that lists the groups tells that a device is in none.
        off = root.has("kernel/iommu_groups")
                && !root.text("module/vfio/parameters/enable_unsafe_noiommu_mode").equals(Optional.of("Y"));
    }

    /// The number of the function's group.
    public Optional<String> of(PciFunction function) {
        return Optional.ofNullable(groups.get(function.address()));
    }

    /// The others in its group, without bridges.
    public List<PciFunction> others(PciFunction function) {
        return of(function).map(group -> members.getOrDefault(group, List.of()))
                .orElse(List.of())
                .stream()
                .filter(other -> !other.address().equals(function.address()) && !other.isBridge())
                .toList();
    }

    /// Why the function cannot be given to a guest safely.
    ///
    /// @param together what may go with it, because it is of no use to the machine alone
    public List<String> obstacles(PciFunction function, Predicate<PciFunction> together) {
        var group = of(function);
        if (group.isEmpty()) {
            return off && !function.files().has("iommu_group")
                    ? List.of(("%s is in no IOMMU group, so no guest can have it: enable VT-d or AMD-Vi in the firmware"
                            + " and start the kernel with intel_iommu=on or amd_iommu=on.")
                            .formatted(function.address()))
                    : List.of();
        }
        var blocking = others(function).stream()
                .filter(other -> other.driver().filter(driver -> !HARMLESS.contains(driver)).isPresent())
                .filter(together.negate())
                .map(other -> "%s (%s)".formatted(other.address(), other.driver().orElse("")))
                .collect(Collectors.joining(", "));
        return blocking.isEmpty()
                ? List.of()
                : List.of(
                        ("IOMMU group %s of %s cannot be given away whole, because %s belongs to it; bind that to vfio-pci"
                                + " too, or put the card into a slot with a group of its own.").formatted(group.get(),
                                        function.address(), blocking));
    }

    /// Why several pieces of a device are not offered, said of the first few: the others mostly have the same reason.
    public static List<String> few(String address, List<String> obstacles) {
        if (obstacles.size() <= FEW) {
            return obstacles;
        }
        var shown = new ArrayList<>(obstacles.subList(0, FEW));
        shown.add("%d more pieces of %s are not offered for such reasons; cure these first.".formatted(
                obstacles.size() - FEW, address));
        return shown;
    }

    /// Functions of the same card that serve this one, such as the sound of a graphics card.
    public static Predicate<PciFunction> companionsOf(PciFunction function) {
        return other -> other.slot().equals(function.slot())
                && (other.is("0403") || other.is("0c03") || other.is("0c80"));
    }
}
