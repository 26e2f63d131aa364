package io.gantry.accelerators.sysfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Trees of real machines, where they are at hand: NAME.tar.gz in the folder that the system property `gantry.sysfs` or the environment
/// variable `GANTRY_SYSFS` names, else in `../shared/data/sysfs` beside the checkout.
public final class RecordedMachine {
    private RecordedMachine() {}

    /// Unpacks it once for all builds. Skips the test, saying so, where there is none of that name.
    public static Path unpack(String name) throws IOException, InterruptedException {
        var archive = recordings().resolve(name + ".tar.gz");
        Assumptions.assumeTrue(Files.exists(archive), "skipped: there is no recorded machine " + archive);
        var root = Path.of("target", "recorded", name).toAbsolutePath();
        if (Files.notExists(root)) {
            var next = Files.createTempDirectory(Files.createDirectories(root.resolveSibling(".")), name);
            unpack(archive, next);
            Files.move(next, root);
        }
        return root;
    }

    private static void unpack(Path archive, Path root) throws IOException, InterruptedException {
        var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", root.toString()).inheritIO().start();
        try {
            assertEquals(0, tar.waitFor());
        } finally {
            tar.destroyForcibly();
        }
    }

    private static Path recordings() {
        var named = System.getProperty("gantry.sysfs", System.getenv().getOrDefault("GANTRY_SYSFS", ""));
        return named.isEmpty() ? Path.of("../../../shared/data/sysfs") : Path.of(named);
    }
}
