package io.gantry.baremetal;

import io.gantry.api.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Takes away what says what is on a disk: partition tables and the file systems' first blocks, at both ends.
final class DiskWipe {
    private static final int END = 1 << 20;

    private DiskWipe() {}

    static void wipe(Path disk, Progress progress) throws IOException {
        try (var channel = FileChannel.open(disk, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw new IOException("another process writes on " + disk);
            }
            var size = channel.size();
            var block = (int) Math.min(END, size);
            write(channel, 0, block);
            write(channel, size - block, block);
            channel.force(true);
            progress.report("wipe", size, size);
        }
    }

    private static void write(FileChannel channel, long at, int length) throws IOException {
        var zeros = ByteBuffer.allocate(length);
        while (zeros.hasRemaining()) {
            channel.write(zeros, at + zeros.position());
        }
    }
}
