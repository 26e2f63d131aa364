package io.gantry.accelerators.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gantry.api.accelerator.Reading;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// NVIDIA's management library in this process. It is initialized for each look at a card and shut down afterwards: while it is open it
/// holds every card, and none could be given to a guest.
@SuppressWarnings("restricted") // calling NVIDIA's library is what this class is for; the manifest says `native`
final class Nvml {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int TEMPERATURE_OF_GPU = 0;

    private final SymbolLookup library;

    private Nvml(SymbolLookup library) {
        this.library = library;
    }

    /// The library, if it is installed.
    static Optional<Nvml> at(Path path) {
        if (!Files.isRegularFile(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Nvml(SymbolLookup.libraryLookup(path, Arena.global())));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// What the library tells of one card.
    ///
    /// @param readings what could be read
    /// @param mig instances that the card is cut into now; negative while MIG is off
    record State(List<Reading> readings, int mig) {}

    /// Looks at a card; empty if the library cannot, for instance because no NVIDIA driver has the card.
    synchronized Optional<State> look(String address) {
        if (call("nvmlInit_v2") != 0) {
            return Optional.empty();
        }
        try (var arena = Arena.ofConfined()) {
            var handle = arena.allocate(ADDRESS);
            if (call("nvmlDeviceGetHandleByPciBusId_v2", arena.allocateFrom(address), handle) != 0) {
                return Optional.empty();
            }
            var card = handle.get(ADDRESS, 0);
            return Optional.of(new State(readings(card, arena), mig(card, arena)));
        } finally {
            call("nvmlShutdown");
        }
    }

    private List<Reading> readings(MemorySegment card, Arena arena) {
        var readings = new ArrayList<Reading>();
        var numbers = arena.allocate(JAVA_LONG, 3);
        if (call("nvmlDeviceGetTemperature", card, TEMPERATURE_OF_GPU, numbers) == 0) {
            readings.add(new Reading("temperature", numbers.get(JAVA_INT, 0), "celsius"));
        }
        if (call("nvmlDeviceGetMemoryInfo", card, numbers) == 0) {
            readings.add(new Reading("memory-total", numbers.getAtIndex(JAVA_LONG, 0), "bytes"));
            readings.add(new Reading("memory-used", numbers.getAtIndex(JAVA_LONG, 2), "bytes"));
        }
        if (call("nvmlDeviceGetUtilizationRates", card, numbers) == 0) {
            readings.add(new Reading("utilisation", numbers.getAtIndex(JAVA_INT, 0), "percent"));
            readings.add(new Reading("memory-utilisation", numbers.getAtIndex(JAVA_INT, 1), "percent"));
        }
        if (call("nvmlDeviceGetPowerUsage", card, numbers) == 0) {
            readings.add(new Reading("power", numbers.get(JAVA_INT, 0) / 1000.0, "watts"));
        }
        return readings;
    }

    private int mig(MemorySegment card, Arena arena) {
        var now = arena.allocate(JAVA_INT);
        var later = arena.allocate(JAVA_INT);
        if (call("nvmlDeviceGetMigMode", card, now, later) != 0 || now.get(JAVA_INT, 0) != 1
                || call("nvmlDeviceGetMaxMigDeviceCount", card, later) != 0) {
            return -1;
        }
        var instances = 0;
        var slice = arena.allocate(ADDRESS);
        for (var i = 0; i < Math.min(later.get(JAVA_INT, 0), 64); i++) {
            instances += call("nvmlDeviceGetMigDeviceHandleByIndex", card, i, slice) == 0 ? 1 : 0;
        }
        return instances;
    }

    /// Zero if it worked; a function that an old library lacks did not.
    private int call(String name, Object... arguments) {
        var symbol = library.find(name);
        if (symbol.isEmpty()) {
            return -1;
        }
        var layouts = new MemoryLayout[arguments.length];
        for (var i = 0; i < layouts.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
        }
        return invoke(LINKER.downcallHandle(symbol.get(), FunctionDescriptor.of(JAVA_INT, layouts)), arguments);
    }

    private static int invoke(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native function throws nothing", impossible);
        }
    }
}
