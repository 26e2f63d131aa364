package io.gantry.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The end of a file that may be large.
final class Tail {
    private static final long MOST_BYTES = 1 << 20;

    private Tail() {}

    /// @param lines at most so many; 0 for the last MiB
    static String of(Path file, int lines) throws IOException {
        try (var channel = Files.newByteChannel(file)) {
            var from = Math.max(0, channel.size() - MOST_BYTES);
            var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - from));
            channel.position(from);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until the end.
            }
            return last(new String(bytes.array(), 0, bytes.position(), UTF_8).replace("\r\n", "\n"), lines);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static String last(String text, int lines) {
        if (lines <= 0) {
            return text;
        }
        var at = text.endsWith("\n") ? text.length() - 1 : text.length();
        for (var i = 0; i < lines && at >= 0; i++) {
            at = text.lastIndexOf('\n', at - 1);
        }
        return text.substring(at + 1);
    }
}
