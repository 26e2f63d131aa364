package io.gantry.lab;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// What the lab keeps in files: small states that are replaced whole.
final class LabFiles {
    private LabFiles() {}

    interface Work<T> {
        T run() throws IOException;
    }

    /// Tells failures of the disk and interruptions in the terms of the contract.
    static <T> T attempt(String what, Work<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(what).initCause(interrupted);
        } catch (IOException failed) {
            throw new DriverException(Kind.FAILED, "Could not %s: %s.".formatted(what, failed), failed);
        }
    }

    static Optional<byte[]> read(Path file) throws InterruptedException {
        return attempt("read " + file, () -> {
            try {
                return Optional.of(Files.readAllBytes(file));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    static void write(Path file, byte[] bytes) throws InterruptedException {
        attempt("write " + file, () -> {
            Files.createDirectories(file.resolveSibling("."));
            // Named after the file, so that what a killed host left is found with it.
            var next = Files.createTempFile(file.resolveSibling("."), file.getFileName() + ".", ".next");
            try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        });
    }
}
