package io.gantry.accelerators.pci;

import io.gantry.accelerators.sysfs.Interfaces;
import io.gantry.accelerators.sysfs.IommuGroups;
import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is offered of the functions that the operator names.
///
/// @param allowed his list
/// @param interfaces what functions are called
record PciReport(PciBus bus, List<Allowed> allowed, Interfaces interfaces) {
    Optional<Allowed> entry(PciFunction function) {
        var parent = bus.virtual().parent(function.address()).flatMap(bus::get);
        return allowed.stream().filter(one -> one.matches(function, parent, interfaces)).findFirst();
    }

    /// Devices that are there: physical functions, and virtual ones whose device is not named itself.
    List<PciFunction> found() {
        return bus.functions().stream().filter(this::isDevice).toList();
    }

    private boolean isDevice(PciFunction function) {
        if (entry(function).isEmpty() || function.is("06")) {
            return false;
        }
        var parent = bus.virtual().parent(function.address()).flatMap(bus::get);
        return parent.isEmpty() || entry(parent.get()).isEmpty();
    }

    Device device(PciFunction function, Names names) {
        var obstacles = new ArrayList<String>();
        var kind = entry(function).flatMap(Allowed::kind).orElseGet(() -> Kinds.of(function));
        return new Device(function.address(), kind, function.vendor(), function.product(), names.of(function),
                List.of(part(function, kind, obstacles)), obstacles, bus.properties(function));
    }

    private Part part(PciFunction function, Device.Kind kind, List<String> obstacles) {
        var virtual = bus.virtual().of(function).stream().flatMap(address -> bus.get(address).stream()).toList();
        var cut = bus.virtual().isCut(function);
        if (cut && virtual.isEmpty()) {
            obstacles.add(
                    ("%s is cut into virtual functions that cannot be seen, so neither they nor it can be handed out;"
                            + " write 0 into its sriov_numvfs, or have them scanned by echo 1 > /sys/bus/pci/rescan.")
                            .formatted(function.address()));
        }
        var pieces = new ArrayList<Attachment>();
        var refused = new ArrayList<String>();
        for (var one : cut ? virtual : List.of(function)) {
            var own = obstacles(one);
            refused.addAll(own);
            if (own.isEmpty()) {
                pieces.add(new Attachment.Pci(one.address()));
            }
        }
        obstacles.addAll(IommuGroups.few(function.address(), refused));
        var shown = cut && !virtual.isEmpty() ? virtual.getFirst() : function;
        var traits = new LinkedHashSet<>(Kinds.traits(shown));
        if (cut || bus.virtual().contains(function.address())) {
            traits.add("CUSTOM_VF");
        }
        return new Part(function.address() + (cut ? "/vf" : ""), Kinds.resourceClass(kind), Set.copyOf(traits), pieces);
    }

    private List<String> obstacles(PciFunction function) {
        if (function.files().number("boot_vga").orElse(0) == 1) {
            return List.of(("%s shows this machine's console, so it is not given away; choose another display in the"
                    + " firmware.").formatted(function.address()));
        }
        var obstacles = bus.groups().obstacles(function, other -> entry(other).isPresent());
        var leader = bus.groups()
                .others(function)
                .stream()
                .filter(other -> entry(other).isPresent())
                .min(Comparator.comparing(PciFunction::address))
                .filter(other -> other.address().compareTo(function.address()) < 0);
        if (obstacles.isEmpty() && leader.isPresent()) {
            return List.of(
                    ("%s goes with %s, because they are in one IOMMU group; put the card into a slot with a group of"
                            + " its own to have them given away apart.")
                            .formatted(function.address(), leader.get().address()));
        }
        return obstacles;
    }

    /// What is bound together with a function, that first.
    List<PciFunction> together(PciFunction function) {
        var all = new ArrayList<>(List.of(function));
        bus.groups().others(function).stream().filter(other -> entry(other).isPresent()).forEach(all::add);
        return all;
    }
}
