package io.gantry.accelerators.nic;

import io.gantry.accelerators.sysfs.Interfaces;
import io.gantry.accelerators.sysfs.IommuGroups;
import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is offered of the network adapters.
///
/// @param networks ports by physical network
/// @param functions ports by what they are loaded with
/// @param trust what is set for virtual functions
/// @param interfaces what ports are called
record NicReport(PciBus bus, Map<String, List<String>> networks, Map<String, List<String>> functions, Trust trust,
        Interfaces interfaces) {
    /// Physical ports, and virtual functions whose port nobody knows.
    List<PciFunction> found() {
        return bus.functions()
                .stream()
                .filter(function -> !bus.virtual().contains(function.address())
                        || bus.virtual().parent(function.address()).isEmpty())
                .filter(function -> Port.isOne(function) || isHandedOut(function))
                .toList();
    }

    /// Without its interface nothing tells it from Wi-Fi.
    private boolean isHandedOut(PciFunction function) {
        return function.is("0280") && function.driver().filter("vfio-pci"::equals).isPresent()
                && !interfaces.of(function).isEmpty();
    }

    Device device(PciFunction function, Names names) {
        var obstacles = new ArrayList<String>();
        var properties = bus.properties(function);
        properties.putAll(new Port(function).properties());
        network(function).ifPresent(name -> properties.put("physical-network", name));
        if (bus.virtual().contains(function.address())) {
            properties.put("physical-function", "unknown");
        }
        return new Device(function.address(), Device.Kind.NIC, function.vendor(), function.product(),
                names.of(function), List.of(part(function, obstacles)), obstacles, properties);
    }

    private Part part(PciFunction port, List<String> obstacles) {
        if (bus.virtual().isCut(port)) {
            return cut(port, obstacles);
        }
        obstacles.addAll(obstacles(port));
        var lone = bus.virtual().contains(port.address());
        return new Part(port.address(), "CUSTOM_NIC", traits(port, lone),
                obstacles.isEmpty() ? List.of(piece(port.address(), port)) : List.of());
    }

    private Part cut(PciFunction port, List<String> obstacles) {
        var pieces = new ArrayList<Attachment>();
        var refused = new ArrayList<String>();
        for (var address : bus.virtual().of(port)) {
            var own = bus.get(address).map(one -> bus.groups().obstacles(one, other -> false)).orElse(List.of());
            refused.addAll(own);
            if (own.isEmpty()) {
                pieces.add(piece(address, port));
            }
        }
        obstacles.addAll(IommuGroups.few(port.address(), refused));
        if (bus.virtual().of(port).isEmpty()) {
            obstacles.add(
                    ("%s is cut into virtual functions that cannot be seen, so neither they nor the port can be handed"
                            + " out; write 0 into its sriov_numvfs, or run echo 1 > /sys/bus/pci/rescan.")
                            .formatted(port.address()));
        }
        trust.obstacle(new Port(port)).ifPresent(obstacle -> {
            obstacles.add(obstacle);
            pieces.clear();
        });
        return new Part(port.address() + "/vf", "CUSTOM_NIC", traits(port, true), pieces);
    }

    private List<String> obstacles(PciFunction port) {
        var used = new Port(port).used();
        if (!used.isEmpty()) {
            return List
                    .of(("%s is in use by this machine as %s; take that down (ip link set %s down) and out of bonds and"
                            + " bridges to have the port handed out, or cut it into virtual functions.")
                            .formatted(port.address(),
                                    String.join(", ", used), used.getFirst()));
        }
        return bus.groups().obstacles(port, other -> false);
    }

    private Attachment piece(String address, PciFunction port) {
        return new Attachment.Pci(address, network(port));
    }

    private Optional<String> network(PciFunction port) {
        return of(networks, port).stream().findFirst();
    }

    private List<String> of(Map<String, List<String>> ports, PciFunction function) {
        var names = interfaces.of(function);
        return ports.entrySet()
                .stream()
                .filter(entry -> entry.getValue()
                        .stream()
                        .anyMatch(name -> function.address().equalsIgnoreCase(name) || names.contains(name)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Set<String> traits(PciFunction port, boolean virtual) {
        var traits = new HashSet<>(Set.of(virtual ? "CUSTOM_VF" : "CUSTOM_PF", "CUSTOM_NIC_" + Names.trait(port),
                "CUSTOM_NIC_PRODUCT_ID_" + port.productTrait()));
        of(networks, port).forEach(name -> traits.add(trait(name)));
        of(functions, port).forEach(name -> traits.add(trait(name)));
        return traits;
    }

    static String trait(String name) {
        return "CUSTOM_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }
}
