package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.IommuGroups;
import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.api.DriverException;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is offered of the graphics and compute processors.
///
/// @param enabled the operator's types of vGPU
/// @param vendor what NVIDIA's own scheme told before
/// @param nvml NVIDIA's library, if it is installed
/// @param console whether the card of the console is offered
record GpuReport(PciBus bus, List<Card> cards, EnabledTypes enabled, VendorTypes vendor, Optional<Nvml> nvml,
        boolean console) {
    Device device(Card card, Names names) {
        var function = card.function();
        var shares = Shares.of(card, new MediatedTypes(bus.root()), vendor);
        var state = state(card);
        var properties = new TreeMap<>(bus.properties(function));
        if (shares.any()) {
            properties.put("vgpu-types", shares.lines().isEmpty() ? "none now" : shares.lines());
        }
        if (card.lone()) {
            properties.put("physical-function", "unknown");
        }
        state.filter(known -> known.mig() >= 0)
                .ifPresent(known -> properties.put("mig", "%d instances".formatted(known.mig())));
        var obstacles = new ArrayList<String>();
        var parts = parts(card, shares, state, obstacles);
        return new Device(function.address(), Device.Kind.GPU, function.vendor(), function.product(),
                names.of(function), parts, obstacles, properties);
    }

    /// Only NVIDIA's driver answers the library, and asking costs time.
    private Optional<Nvml.State> state(Card card) {
        return card.isNvidia() && !card.lone() && card.function().driver().filter("nvidia"::equals).isPresent()
                ? nvml.flatMap(library -> library.look(card.address()))
                : Optional.empty();
    }

    private List<Part> parts(Card card, Shares shares, Optional<Nvml.State> state, List<String> obstacles) {
        try {
            var shared = shares.parts(enabled, obstacles);
            if (!shared.isEmpty()) {
                return shared;
            }
        } catch (DriverException contradiction) {
            obstacles.add(String.valueOf(contradiction.getMessage()));
            return List.of();
        }
        if (card.lone() || (bus.virtual().isCut(card.function()) && card.isNvidia())) {
            obstacles.add(
                    ("%s is given away as vGPUs alone; name a type that its property vgpu-types lists in the option"
                            + " vgpu-types, and install NVIDIA's vGPU manager where it lists none.")
                            .formatted(card.address()));
            return List.of();
        }
        return List.of(bus.virtual().isCut(card.function())
                ? cut(card, obstacles)
                : whole(card, shares, state, obstacles));
    }

    private Part cut(Card card, List<String> obstacles) {
        var pieces = new ArrayList<Attachment>();
        var refused = new ArrayList<String>();
        for (var one : card.virtual()) {
            var own = bus.groups().obstacles(one, other -> false);
            refused.addAll(own);
            if (own.isEmpty()) {
                pieces.add(new Attachment.Pci(one.address()));
            }
        }
        obstacles.addAll(IommuGroups.few(card.address(), refused));
        if (card.virtual().isEmpty()) {
            obstacles.add(
                    ("%s is cut into virtual functions that cannot be seen, so neither they nor the card can be handed"
                            + " out; write 0 into its sriov_numvfs, or run echo 1 > /sys/bus/pci/rescan.")
                            .formatted(card.address()));
        }
        return new Part(card.address() + "/vf", "VGPU",
                Set.of("OWNER_CYBORG", "CUSTOM_VF", Shares.cardTrait(card.function())), pieces);
    }

    private Part whole(Card card, Shares shares, Optional<Nvml.State> state, List<String> obstacles) {
        var function = card.function();
        if (shares.made() > 0) {
            obstacles.add(
                    "%s has %d vGPUs that somebody made; remove them, or enable their type in vgpu-types.".formatted(
                            card.address(), shares.made()));
        }
        state.filter(known -> known.mig() > 0)
                .ifPresent(known -> obstacles.add(
                        "%s is cut into %d MIG instances; destroy them to have it handed out: nvidia-smi mig -dci && nvidia-smi mig -dgi."
                                .formatted(card.address(), known.mig())));
        if (!console && function.files().number("boot_vga").orElse(0) == 1) {
            obstacles.add("%s shows this machine's console; set the option console to have it handed out.".formatted(
                    card.address()));
        }
        obstacles.addAll(bus.groups().obstacles(function, IommuGroups.companionsOf(function)));
        return new Part(card.address(), "PGPU", Set.of("OWNER_CYBORG", Shares.cardTrait(function)),
                obstacles.isEmpty() ? List.of(new Attachment.Pci(card.address())) : List.of());
    }

    Optional<Card> card(String address) {
        return cards.stream().filter(card -> card.address().equals(address)).findAny();
    }

    /// What is bound together with a function, that first.
    List<PciFunction> together(PciFunction function) {
        var companions = bus.groups().others(function).stream().filter(IommuGroups.companionsOf(function));
        return Stream.concat(Stream.of(function), companions).toList();
    }

    /// Why a function is none of the cards.
    String missing(PciFunction function, boolean integrated) {
        var parent = bus.virtual().parent(function.address());
        if (parent.isPresent()) {
            return "%s is a virtual function of %s and is offered as a part of that; look there.".formatted(
                    function.address(), parent.get());
        }
        if (Card.isOne(function) && !integrated && Card.isIntegrated(function)) {
            return "%s is part of the processor; set the option integrated to have it offered.".formatted(
                    function.address());
        }
        var why = function.is("03") || function.is("12")
                ? "its vendor %s is not NVIDIA, AMD or Intel".formatted(function.vendor())
                : "its class is %s and not that of a graphics or compute processor".formatted(function.type());
        return "%s is no GPU: %s; name it in the driver pci if you want it handed out all the same.".formatted(
                function.address(), why);
    }
}
