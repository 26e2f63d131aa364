package io.gantry.plugin;

import io.gantry.api.AcceleratorDriver;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A process of its own that loads a hundred plugins and does nothing else, so that what it uses more afterwards is theirs.
final class HundredPlugins {
    static final int COUNT = 100;
    /// The last line that it prints.
    static final String FIGURES = "100 plugins: unpacked, checked, loaded and opened in %d ms, loaded again in %d ms;"
            + " %d KiB of heap and %d KiB of metaspace";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private HundredPlugins() {}

    /// @param arguments the directory, where they are shipped
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        // What the host needs for the first plugin is not the plugins'.
        open(directory, 1).close();
        var heap = heap();
        var classes = classes();
        var began = System.nanoTime();
        long first;
        try (var wall = open(directory, COUNT)) {
            first = millisSince(began);
            if (wall.instances().all(AcceleratorDriver.class).size() != COUNT) {
                throw new IllegalStateException(wall.states().toString());
            }
            heap = heap() - heap;
            classes = classes() - classes;
        }
        began = System.nanoTime();
        open(directory, COUNT).close();
        System.out.printf(FIGURES + "%n", first, millisSince(began), heap >> 10, classes >> 10);
    }

    private static TestWall open(Path directory, int count) throws Exception {
        var ids = IntStream.range(0, count).mapToObj(number -> "card-" + number).toList();
        return TestWall.open(directory, ids, drivers(ids));
    }

    private static DriverEntry[] drivers(List<String> ids) {
        return ids.stream().map(id -> TestWall.driver(id, id, "{}", DEADLINE, 1)).toArray(DriverEntry[]::new);
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// The class space is a part of this pool.
    private static long classes() {
        return ManagementFactory.getMemoryPoolMXBeans()
                .stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .map(MemoryPoolMXBean::getUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
