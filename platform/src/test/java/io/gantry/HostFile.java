package io.gantry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The operator's file of a test.
public final class HostFile {
    /// The plugins as they ship.
    public static final Path PLUGINS = Path.of("target", "plugins").toAbsolutePath();

    private HostFile() {}

    /// All bundled plugins, and these drivers.
    ///
    /// @param drivers one line each: `keys: { driver: local }`
    public static String of(String... drivers) {
        return with(List.of("transfer", "local", "deploy", "accelerators", "lab"), drivers);
    }

    /// These plugins and these drivers.
    public static String with(List<String> ids, String... drivers) {
        var plugins = ids.stream()
                .map(id -> "  - { id: " + id + ", version: '*' }\n")
                .collect(Collectors.joining());
        var instances = Arrays.stream(drivers).map(line -> "  " + line + "\n").collect(Collectors.joining());
        return "plugins:\n" + plugins + (instances.isEmpty() ? "" : "drivers:\n" + instances);
    }
}
