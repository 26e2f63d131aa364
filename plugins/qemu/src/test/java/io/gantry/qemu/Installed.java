package io.gantry.qemu;

import io.gantry.qemu.sample.SampleGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the tests of this module need of the machine.
public final class Installed {
    /// Said where something is missing.
    public static final String HINT = "needs qemu-system-x86, qemu-utils, swtpm-tools, busybox-static, tpm2-tools and libtss2-tcti-device0, and a kernel that can be read";

    /// Said where guests cannot be moved safely.
    public static final String MINDFUL = HINT
            + "; and QEMU 9.0 or later, on the path or under ~/.cache/gantry/qemu (.ci/peers gets both), for an older one that emulates loses writes of guests that are moved";

    private Installed() {}

    /// Named by the annotation of each class.
    public static boolean all() {
        return Stream.of(program(), "qemu-img", "swtpm", "swtpm_setup", "tpm2").allMatch(Installed::onPath)
                && SampleGuest.missing().isEmpty();
    }

    /// Named by the annotation of each class that moves guests.
    public static boolean mindful() {
        if (!all()) {
            return false;
        }
        try {
            var version = Launch.run(List.of(program(), "--version"), new byte[0]).replaceAll("(?s)\\D*(\\d+).*", "$1");
            return Integer.parseInt(version) >= 9;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One that was unpacked for the tests, else the one on the path.
    public static String program() {
        var unpacked = Path.of(System.getProperty("user.home"), ".cache/gantry/qemu/usr/bin/qemu-system-x86_64");
        return Files.isExecutable(unpacked) ? unpacked.toString() : "qemu-system-x86_64";
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory).resolve(program)));
    }
}
