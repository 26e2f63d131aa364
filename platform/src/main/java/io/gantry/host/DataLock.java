package io.gantry.host;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Holds the data directory for this process alone; the system frees it when the process ends, however it ends.
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the directory if need be.
    ///
    /// @throws Problem CONFLICT if another process holds it, INVALID if others may enter it
    static DataLock take(DataDirectory data) {
        var path = data.path();
        try {
            data.child("");
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(path)).endsWith("------")) {
                throw Problem.invalid("other users may enter the data directory " + path + "; run: chmod 700 " + path);
            }
            var channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw Problem.conflict("the data directory " + path + " is in use by another Gantry"
                        + holder(path.resolve("lock")) + "; stop it or choose another directory");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataLock(channel);
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(Problem.Kind.INVALID, "the data directory " + path + " cannot be used: " + e, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static String holder(Path lock) throws IOException {
        var pid = Files.readString(lock, StandardCharsets.US_ASCII);
        return pid.isEmpty() ? "" : " (process " + pid + ")";
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
