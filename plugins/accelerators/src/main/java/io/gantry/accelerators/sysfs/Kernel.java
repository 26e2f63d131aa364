package io.gantry.accelerators.sysfs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// What takes the words that are written into sysfs. A test plays it on a tree of its own.
@FunctionalInterface
public interface Kernel {
    /// Writes a word into a file that is there already; the kernel has acted when this returns.
    void write(Path file, String word) throws IOException;

    /// The kernel that runs.
    static Kernel running() {
        return (file, word) -> {
            try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                out.write((word + "\n").getBytes(US_ASCII));
            }
        };
    }

    /// Writes, and tells a failure in the terms of the contract.
    default void order(Path file, String word) {
        try {
            write(file, word);
        } catch (NoSuchFileException none) {
            throw new DriverException(Kind.UNSUPPORTED,
                    "There is no %s to write '%s' to; the kernel or its module lacks this.".formatted(file, word),
                    none);
        } catch (AccessDeniedException denied) {
            throw new DriverException(Kind.FAILED,
                    "May not write '%s' to %s; run the host as root or give it the right to.".formatted(word, file),
                    denied);
        } catch (IOException failed) {
            var busy = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("busy");
            throw new DriverException(busy ? Kind.BUSY : Kind.FAILED,
                    "The kernel refused '%s' in %s: %s; its log (dmesg) may say why.".formatted(word, file,
                            failed.getMessage()),
                    failed);
        }
    }
}
