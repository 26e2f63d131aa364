package io.gantry.image;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/// The bytes of the images: one file for each content, named by its checksum, below `DATA/images`. A file under such a name is always whole.
@Singleton
final class ImageFiles {
    private static final int CHUNK = 1 << 18;
    /// Where its header has the size of its disk.
    private static final long QCOW2_SIZE = 24;

    private final Path directory;
    private final long largest;

    ImageFiles(DataDirectory data,
            @Property(name = "gantry.largest-image", defaultValue = "68719476736") long largest) {
        this.directory = data.child("images");
        this.largest = largest;
    }

    /// Refuses what is said to be too large before a byte of it is read.
    void checkLength(String name, long bytes) {
        if (bytes > largest) {
            throw tooLarge(name);
        }
    }

    /// Writes everything that comes into a file that does not count yet.
    Upload receive(String name, InputStream bytes) {
        try {
            var file = Files.createTempFile(directory, "upload-", ".part");
            try {
                var digest = sha256();
                var length = copy(name, bytes, file, digest);
                return new Upload(file, HexFormat.of().formatHex(digest.digest()), length, Content.properties(file));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new Problem(Problem.Kind.FAILED, "Image '" + name + "' was not kept: " + e.getMessage()
                    + ". See that " + directory + " has room for it and send it again.", e);
        }
    }

    /// Makes the file count: from now on it is there under its checksum, whole.
    void place(Upload upload) {
        try {
            Files.move(upload.file(), path(upload.sha256()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + upload.file(), e);
        }
    }

    /// Everything that came, on disk but under no name yet.
    record Upload(Path file, String sha256, long bytes, Map<String, String> properties) {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private long copy(String name, InputStream bytes, Path file, MessageDigest digest) throws IOException {
        var length = 0L;
        var chunk = new byte[CHUNK];
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                length += read;
                if (length > largest) {
                    throw tooLarge(name);
                }
                digest.update(chunk, 0, read);
                var buffer = ByteBuffer.wrap(chunk, 0, read);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
        return length;
    }

    /// What a qcow2 file says of its own disk; any other file is the disk.
    long diskBytes(KeptImage image) {
        if (!"qcow2".equals(image.properties().get("format"))) {
            return image.bytes();
        }
        var size = ByteBuffer.allocate(Long.BYTES);
        try (var file = FileChannel.open(path(image.sha256()))) {
            if (file.read(size, QCOW2_SIZE) != Long.BYTES) {
                throw Problem
                        .invalid("Image '" + image.name() + "' begins like qcow2 and ends within its first bytes.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path(image.sha256()), e);
        }
        return size.flip().getLong();
    }

    Path path(String sha256) {
        return directory.resolve(sha256);
    }

    /// Removes what a crash left: unfinished uploads, and whole files that no image names.
    void sweep(Set<String> named) {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                if (!named.contains(String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look through " + directory, e);
        }
    }

    void delete(String sha256) {
        try {
            Files.deleteIfExists(path(sha256));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path(sha256), e);
        }
    }

    private Problem tooLarge(String name) {
        return new Problem(Problem.Kind.TOO_LARGE, "Image '" + name + "' is larger than " + largest
                + " bytes, the most that this host keeps. Send a smaller one.");
    }
}
