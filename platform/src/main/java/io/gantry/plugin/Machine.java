package io.gantry.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The machine that the host runs on.
final class Machine {
    private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

    private Machine() {}

    /// Its name as the kernel has it, which asks no name server.
    static String name() {
        try {
            var name = Files.readString(NAME).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException e) {
            return "localhost";
        }
    }
}
