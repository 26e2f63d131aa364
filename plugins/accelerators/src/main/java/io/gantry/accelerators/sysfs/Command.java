package io.gantry.accelerators.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program beside the host, called with its arguments one by one and never through a shell. It ends with the call that started it.
public final class Command {
    private static final int LONGEST = 65_536;

    private Command() {}

    /// Runs the program to its end.
    ///
    /// @return what it printed, as far as that is not too long
    public static String run(List<String> words) throws InterruptedException {
        return run(words, () -> {});
    }

    /// Runs the program to its end.
    ///
    /// @param alive called each second while it runs, so that a long program does not seem to hang
    public static String run(List<String> words, Runnable alive) throws InterruptedException {
        Path output;
        try {
            output = Files.createTempFile("gantry", ".out");
        } catch (IOException failed) {
            throw failed(words, failed);
        }
        try {
            return run(words, output, alive);
        } catch (IOException failed) {
            throw failed(words, failed);
        } finally {
            output.toFile().delete();
        }
    }

    private static String run(List<String> words, Path output, Runnable alive)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        var process = builder.redirectInput(new java.io.File("/dev/null")).start();
        try {
            while (!process.waitFor(1, TimeUnit.SECONDS)) {
                alive.run();
            }
            var exit = process.exitValue();
            var text = text(output);
            if (exit != 0) {
                throw new DriverException(Kind.FAILED, "'%s' failed with exit status %d: %s".formatted(
                        String.join(" ", words), exit, text.isBlank() ? "it said nothing." : text.strip()));
            }
            return text;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(LONGEST), UTF_8);
        }
    }

    private static DriverException failed(List<String> words, IOException why) {
        return new DriverException(Kind.FAILED, "Cannot run %s: %s. Is it installed where the options say?".formatted(
                words.getFirst(), why.getMessage()), why);
    }
}
