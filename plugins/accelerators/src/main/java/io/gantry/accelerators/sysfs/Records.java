package io.gantry.accelerators.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Small notes that outlive the host, each replaced whole and on the disk before the next step is done.
///
/// @param directory where they are kept
public record Records(Path directory) {
    /// The note of that name, if there is one.
    public Optional<String> read(String name) {
        try {
            return Optional.of(Files.readString(file(name), UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException failed) {
            throw failed("read", name, failed);
        }
    }

    /// Writes the note, over an older one.
    public void write(String name, String text) {
        try {
            Files.createDirectories(directory());
            var next = Files.createTempFile(directory(), "next", "");
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw failed("write", name, failed);
        }
    }

    /// Removes the note, if there is one.
    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failed) {
            throw failed("delete", name, failed);
        }
    }

    private Path file(String name) {
        return directory().resolve(name.replaceAll("[^A-Za-z0-9.:_-]", "_"));
    }

    private DriverException failed(String verb, String name, IOException why) {
        return new DriverException(Kind.FAILED, "Could not %s %s: %s.".formatted(verb, file(name), why), why);
    }
}
