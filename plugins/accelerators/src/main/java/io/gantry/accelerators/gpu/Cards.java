package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.PciBus;
import io.gantry.accelerators.sysfs.PciFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/// Finds the cards of a machine.
///
/// @param integrated whether graphics in the processor count
record Cards(PciBus bus, boolean integrated) {
    List<Card> found() {
        var cards = new TreeMap<String, Card>();
        for (var function : bus.functions()) {
            if (Card.isOne(function) && (integrated || !Card.isIntegrated(function))) {
                var lone = bus.virtual().contains(function.address()) || Card.isNamelessVirtual(function);
                if (bus.virtual().parent(function.address()).isEmpty()) {
                    cards.put(function.address(), new Card(function, virtual(function), lone));
                }
            }
        }
        strangers().forEach(function -> cards.putIfAbsent(function.address(), new Card(function, List.of(), true)));
        return List.copyOf(cards.values());
    }

    private List<PciFunction> virtual(PciFunction card) {
        return bus.virtual().of(card).stream().flatMap(address -> bus.get(address).stream()).toList();
    }

    /// Functions that can be shared and that the bus does not show, or not with all that identifies them.
    private List<PciFunction> strangers() {
        var found = new ArrayList<PciFunction>();
        var all = bus.root().in("class/mdev_bus");
        for (var address : all.names()) {
            if (PciFunction.isAddress(address) && bus.get(address).isEmpty()) {
                try {
                    found.add(PciFunction.read(address, all.in(address)));
                } catch (IOException unknown) {
                    // Something else that can be shared; without a vendor nobody knows what.
                }
            }
        }
        var seen = new HashSet<>(found.stream().map(PciFunction::address).toList());
        bus.unreadable().stream().filter(address -> !seen.contains(address)).forEach(address -> {
            var files = bus.root().in("bus/pci/devices/" + address);
            if (VendorTypes.has(files)) {
                found.add(new PciFunction(address, Card.NVIDIA, "unknown", "030200", files));
            }
        });
        return found.stream().filter(Card::isOne).toList();
    }
}
