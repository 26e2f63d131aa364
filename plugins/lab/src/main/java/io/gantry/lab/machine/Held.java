package io.gantry.lab.machine;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The lock of a file, which the kernel lets go of whatever way a process ends.
record Held(FileChannel channel) implements AutoCloseable {
    private static final int TRIES = 30_000;

    /// Waits for it, at most a minute.
    static Held await(Path file) throws IOException, InterruptedException {
        var channel = FileChannel.open(file, CREATE, WRITE);
        try {
            for (var i = 0; i < TRIES; i++) {
                if (taken(channel)) {
                    return new Held(channel);
                }
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        throw new IOException("somebody has held " + file + " for a minute");
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException anotherThread) {
            return false;
        }
    }

    /// Whether another process holds it. Only one thread of this process may ask at a time.
    static boolean elsewhere(Path file) throws IOException {
        try (var channel = FileChannel.open(file, CREATE, WRITE)) {
            return channel.tryLock() == null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
