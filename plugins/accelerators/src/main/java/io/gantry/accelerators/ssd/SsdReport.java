package io.gantry.accelerators.ssd;

import io.gantry.accelerators.sysfs.AddressPattern;
import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is offered of the NVMe disks.
///
/// @param usage what this machine itself needs
/// @param keep what the operator keeps for himself
record SsdReport(PciBus bus, Usage usage, List<AddressPattern> keep) {
    List<PciFunction> found() {
        return bus.physical().stream().filter(Disk::isOne).toList();
    }

    Disk disk(PciFunction function) {
        return new Disk(function, bus.root());
    }

    Device device(PciFunction function, Names names) {
        var obstacles = obstacles(function);
        var properties = bus.properties(function);
        properties.putAll(disk(function).properties());
        var traits = Set.of("CUSTOM_SSD_" + Names.trait(function), "CUSTOM_SSD_PRODUCT_ID_" + function.productTrait());
        var part = new Part(function.address(), "CUSTOM_SSD", traits,
                obstacles.isEmpty() ? List.of(new Attachment.Pci(function.address())) : List.of());
        return new Device(function.address(), Device.Kind.SSD, function.vendor(), function.product(),
                names.of(function), List.of(part), obstacles, properties);
    }

    /// Why the machine needs the disk itself, and it may be neither given away nor erased.
    Optional<String> needed(PciFunction function) {
        if (keep.stream().anyMatch(pattern -> pattern.matches(function.address()))) {
            return Optional.of("%s is kept by the option keep; take it out there to have it handed out.".formatted(
                    function.address()));
        }
        return usage.of(disk(function))
                .map(use -> "%s is in use by this machine: %s; free it to have it handed out.".formatted(
                        function.address(), use));
    }

    private List<String> obstacles(PciFunction function) {
        var needed = needed(function);
        if (needed.isPresent()) {
            return List.of(needed.get());
        }
        var partitions = disk(function).namespaces().stream().flatMap(one -> one.partitions().stream()).toList();
        if (!partitions.isEmpty()) {
            return List
                    .of(("%s holds data: the partitions %s; have it cleaned, or remove them (wipefs --all), to have it"
                            + " handed out.").formatted(function.address(), String.join(", ", partitions)));
        }
        return bus.groups().obstacles(function, other -> false);
    }
}
