package io.gantry.accelerators.fpga;

import io.gantry.accelerators.sysfs.IommuGroups;
import io.gantry.accelerators.sysfs.Names;
import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import io.gantry.accelerators.sysfs.Records;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What is offered of the FPGA cards.
///
/// @param programming knows what they hold
/// @param notes of regions that the kernel does not show while a guest has them
record FpgaReport(PciBus bus, List<FpgaCard> cards, Programming programming, Records notes) {
    Device device(FpgaCard card, Names names) {
        var function = card.function();
        var regions = Regions.of(card, bus.root(), notes);
        var properties = bus.properties(function);
        if (!regions.interfaces().isEmpty()) {
            properties.put("interface-ids", String.join(" ", regions.interfaces()));
        }
        if (!regions.functions().isEmpty()) {
            properties.put("function-ids", String.join(" ", regions.functions()));
        }
        if (!card.user().equals(function)) {
            properties.put("user-function", card.user().address());
        }
        programming.held(card).ifPresent(sha256 -> properties.put("bitstream", sha256));
        var obstacles = new ArrayList<String>();
        var part = part(card, regions, obstacles);
        return new Device(function.address(), Device.Kind.FPGA, function.vendor(), function.product(),
                names.of(function), List.of(part), obstacles, properties);
    }

    private Part part(FpgaCard card, Regions regions, List<String> obstacles) {
        var cut = bus.virtual().isCut(card.function());
        var traits = new HashSet<>(card.traits());
        traits.addAll(regions.traits(card.traits().getFirst().substring("CUSTOM_FPGA_".length())));
        if (cut) {
            traits.add("CUSTOM_VF");
        }
        var pieces = new ArrayList<Attachment>();
        var refused = new ArrayList<String>();
        for (var one : cut ? card.virtual() : List.of(card.user())) {
            var own = bus.groups().obstacles(one, other -> other.slot().equals(one.slot()) && FpgaCard.isOne(other));
            refused.addAll(own);
            if (own.isEmpty()) {
                pieces.add(new Attachment.Pci(one.address()));
            }
        }
        obstacles.addAll(IommuGroups.few(card.address(), refused));
        if (cut && card.virtual().isEmpty()) {
            obstacles.add(
                    ("%s is cut into virtual functions that cannot be seen, so neither they nor the card can be handed"
                            + " out; write 0 into its sriov_numvfs, or run echo 1 > /sys/bus/pci/rescan.")
                            .formatted(card.address()));
        }
        if (programming.isCutShort(card)) {
            obstacles.add(
                    "Programming %s was begun and not ended, so nobody knows what it does; program it again.".formatted(
                            card.address()));
            pieces.clear();
        }
        return new Part(card.address() + (cut ? "/vf" : ""), "FPGA", traits, pieces);
    }

    Optional<FpgaCard> card(String address) {
        return cards.stream().filter(card -> card.address().equals(address)).findAny();
    }

    /// Why a function is none of the cards.
    String missing(PciFunction function) {
        var parent = bus.virtual().parent(function.address());
        if (parent.isPresent()) {
            return "%s is a virtual function of %s and is offered as a part of that; look there.".formatted(
                    function.address(), parent.get());
        }
        var whole = cards.stream()
                .filter(card -> card.function().slot().equals(function.slot()) && FpgaCard.isOne(function))
                .findAny();
        if (whole.isPresent()) {
            return "%s belongs to the card %s; look there.".formatted(function.address(), whole.get().address());
        }
        return ("%s is no FPGA that is known: its ids are %s and its class %s, and no driver of the kernel's FPGA subsystem has"
                + " it; load dfl-pci or xclmgmt, or name it in the driver pci.").formatted(function.address(),
                        function.ids(), function.type());
    }
}
