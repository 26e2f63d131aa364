package io.gantry.lab.hypervisor;

import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 over the whole memory of a guest, read where it lies.
final class Digest {
    private static final long STEP = 1 << 20;

    private Digest() {}

    static String of(GuestDirectory directory) throws IOException, InterruptedException {
        try (var memory = GuestMemory.open(directory)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var bytes = memory.bytes();
            for (var at = 0L; at < bytes.byteSize(); at += STEP) {
                digest.update(bytes.asSlice(at, Math.min(STEP, bytes.byteSize() - at)).asByteBuffer());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
