package io.gantry.qemu;

import io.gantry.qmp.Qmp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;

/// SHA-256 over the whole memory of a guest. QEMU writes memory to a file; here that is a pipe, so no copy of it ever exists.
final class Digest {
    private static final long BYTES = 1 << 20;
    private static final long STEP = 256 << 20;
    /// Above this much memory a q35 keeps 2 GiB below the devices and the rest above 4 GiB.
    private static final long SPLIT = 0xb0000000L;
    private static final long LOW = 0x80000000L;
    private static final long HIGH = 0x100000000L;

    private Digest() {}

    static String of(Qmp qmp, GuestRecord guest, Home home, ThreadFactory threads)
            throws IOException, InterruptedException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var pipe = home.runtime().resolve("memory");
            Files.deleteIfExists(pipe);
            Launch.run(List.of("mkfifo", "-m", "600", pipe.toString()), new byte[0]);
            try {
                var size = guest.spec().memoryBytes();
                var low = size < SPLIT ? size : LOW;
                add(digest, qmp, pipe, 0, low, threads);
                add(digest, qmp, pipe, HIGH, size - low, threads);
            } finally {
                Files.deleteIfExists(pipe);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// In steps, each of which QEMU answers soon enough.
    private static void add(MessageDigest digest, Qmp qmp, Path pipe, long from, long size, ThreadFactory threads)
            throws IOException, InterruptedException {
        for (var at = 0L; at < size; at += STEP) {
            var read = new CompletableFuture<Long>();
            threads.newThread(() -> read(digest, pipe, read)).start();
            qmp.execute("pmemsave",
                    Map.of("val", from + at, "size", Math.min(STEP, size - at), "filename", pipe.toString()));
            try {
                if (read.get() != Math.min(STEP, size - at)) {
                    throw new IOException("QEMU gave less of the memory than there is");
                }
            } catch (ExecutionException e) {
                throw new IOException("the memory cannot be read: " + e.getCause(), e);
            }
        }
    }

    private static void read(MessageDigest digest, Path pipe, CompletableFuture<Long> done) {
        var buffer = new byte[(int) BYTES];
        try (var in = Files.newInputStream(pipe)) {
            var sum = 0L;
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                sum += count;
            }
            done.complete(sum);
        } catch (IOException e) {
            done.completeExceptionally(e);
        }
    }
}
