package io.gantry.baremetal;

import io.gantry.api.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over large files.
final class Checksum {
    private static final int CHUNK = 1 << 20;

    private Checksum() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Over the first `length` bytes, or over all there are if the file is shorter; can be interrupted.
    static String of(Path file, long length, Progress progress) throws IOException, InterruptedException {
        var digest = sha256();
        var buffer = ByteBuffer.allocate(CHUNK);
        try (var channel = FileChannel.open(file)) {
            for (var done = 0L; done < length; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(CHUNK, length - done));
                var read = channel.read(buffer, done);
                if (read < 0) {
                    break;
                }
                digest.update(buffer.flip());
                progress.report("verify", done + read, length);
            }
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("reading " + file).initCause(e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
