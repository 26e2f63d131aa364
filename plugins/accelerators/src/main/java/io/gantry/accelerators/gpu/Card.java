package io.gantry.accelerators.gpu;

import io.gantry.accelerators.sysfs.PciFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One card with the functions it is cut into.
///
/// @param function the card itself; where nobody knows the card, one virtual function of it
/// @param virtual its virtual functions that can be seen
/// @param lone whether the card is not known
record Card(PciFunction function, List<PciFunction> virtual, boolean lone) {
    static final String NVIDIA = "10de";
    private static final String AMD = "1002";
    private static final String INTEL = "8086";
    private static final Set<String> MAKERS = Set.of(NVIDIA, AMD, INTEL);
    private static final byte NOTHING = (byte) 0xff;

    /// Graphics by class; compute cards of NVIDIA and AMD also call themselves processing accelerators.
    static boolean isOne(PciFunction function) {
        return MAKERS.contains(function.vendor())
                && (function.is("03") || (function.is("12") && !function.vendor().equals(INTEL)));
    }

    /// Graphics that are part of an Intel processor sit on the first bus.
    static boolean isIntegrated(PciFunction function) {
        return function.vendor().equals(INTEL) && function.routing() >> 8 == 0;
    }

    /// A virtual function has no vendor in its own configuration space, whatever the kernel says of it.
    static boolean isNamelessVirtual(PciFunction function) {
        var config = function.files().path().resolve("config");
        if (!Files.isRegularFile(config)) {
            return false;
        }
        try (var in = Files.newInputStream(config)) {
            var vendor = in.readNBytes(2);
            return vendor.length == 2 && vendor[0] == NOTHING && vendor[1] == NOTHING;
        } catch (IOException unreadable) {
            return false;
        }
    }

    boolean isNvidia() { return function.vendor().equals(NVIDIA); }

    String address() {
        return function.address();
    }

    /// All that can be shared: the card, and what it is cut into.
    List<PciFunction> functions() {
        return Stream.concat(Stream.of(function), virtual.stream()).toList();
    }
}
