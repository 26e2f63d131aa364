package io.gantry.local;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A directory of small files for the owner's eyes only. A file that is there is whole, and stays there after a power cut.
final class Vault {
    private static final String UNFINISHED = ".unfinished";
    private final Path directory;

    Vault(Path directory) throws InterruptedException {
        this.directory = directory;
        attempt("make", directory, () -> {
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return directory;
        });
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /// Removes what a crash left half-written.
    void sweep() throws InterruptedException {
        attempt("clean", directory, () -> {
            try (var files = Files.list(directory)) {
                for (var file : files.filter(Vault::unfinished).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            return directory;
        });
    }

    private static boolean unfinished(Path file) {
        return file.toString().endsWith(UNFINISHED);
    }

    /// The file's bytes; at most one more than `limit`, which tells that it is too long.
    Optional<byte[]> read(String name, int limit) throws InterruptedException {
        return attempt("read", path(name), () -> {
            try (var file = Files.newInputStream(path(name))) {
                return Optional.of(file.readNBytes(limit + 1));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    void write(String name, byte[] bytes) throws InterruptedException {
        attempt("write", path(name), () -> {
            var unfinished = path(name + "." + UUID.randomUUID() + UNFINISHED);
            try {
                fill(unfinished, bytes);
                Files.move(unfinished, path(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            flush();
            return name;
        });
    }

    private static void fill(Path file, byte[] bytes) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /// A new or removed name is durable only when its directory is.
    private void flush() throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String what, Path path, Work<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("while trying to " + what + " " + path)
                    .initCause(interrupted);
        } catch (IOException failed) {
            throw new DriverException(Kind.FAILED, "Could not %s %s: %s.".formatted(what, path, failed), failed);
        }
    }
}
