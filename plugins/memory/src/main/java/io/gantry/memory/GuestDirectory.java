package io.gantry.memory;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/// Where one guest lives: the files that its process shares with those who control and move it.
///
/// @param path absolute
public record GuestDirectory(Path path) {
    /// Scheme of the URI that names such a directory in a migration.
    public static final String SCHEME = "gantry-memory";

    private static final int LONGEST_SOCKET_PATH = 100;

    /// Makes the directory, for the eyes of its owner only.
    ///
    /// @throws IOException also if there is something already, or if the path is too long for a Unix socket in it
    public static GuestDirectory create(Path path) throws IOException {
        var directory = new GuestDirectory(path);
        if (directory.control().toString().length() > LONGEST_SOCKET_PATH) {
            throw new IOException(path + " is too long a path for a guest's control socket (" + LONGEST_SOCKET_PATH
                    + " characters at most)");
        }
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return directory;
    }

    /// The directory that `uri` names.
    ///
    /// @throws IOException if it is not such a URI or there is no such directory
    public static GuestDirectory at(URI uri) throws IOException {
        if (!SCHEME.equals(uri.getScheme()) || uri.getPath() == null) {
            throw new IOException(uri + " is not a " + SCHEME + ": URI");
        }
        var path = Path.of(uri.getPath());
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return new GuestDirectory(path);
    }

    /// Names this directory.
    public URI uri() {
        try {
            return new URI(SCHEME, null, path.toString(), null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every absolute path makes a URI", e);
        }
    }

    /// The guest's memory.
    public Path memory() {
        return path.resolve("memory");
    }

    /// One bit for each page of the memory.
    public Path dirty() {
        return path.resolve("dirty");
    }

    /// The socket the guest listens on.
    public Path control() {
        return path.resolve("control");
    }

    /// Held locked by the guest's process for as long as it lives.
    public Path lock() {
        return path.resolve("lock");
    }

    /// Number of the guest's process, of use only while [#alive].
    public Path pid() {
        return path.resolve("pid");
    }

    /// What the guest is made of.
    public Path settings() {
        return path.resolve("guest.properties");
    }

    /// What the guest's process had to say.
    public Path log() {
        return path.resolve("log");
    }

    /// Whether the guest's process lives. The kernel lets go of the lock whatever way the process ends, so neither a crash, a reboot nor a
    /// number given to another process deceives.
    public boolean alive() throws IOException, InterruptedException {
        if (!Files.exists(lock())) {
            return false;
        }
        while (true) {
            try (var channel = FileChannel.open(lock(), StandardOpenOption.READ);
                    var held = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return held == null;
            } catch (OverlappingFileLockException e) {
                // Another thread of this process asks the same right now.
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }
}
