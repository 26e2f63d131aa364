package io.gantry.baremetal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;

/// Disk images made of noise, with the marks that tell what they are.
final class DiskImages {
    private DiskImages() {}

    static byte[] noise(int mebibytes, long seed) {
        var bytes = new byte[mebibytes << 20];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] gpt(int mebibytes, long seed) {
        var bytes = noise(mebibytes, seed);
        put(bytes, 512, "EFI PART".getBytes(StandardCharsets.US_ASCII));
        return bytes;
    }

    static byte[] mbr(int mebibytes, long seed) {
        var bytes = noise(mebibytes, seed);
        put(bytes, 446, new byte[64]);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(446, (byte) 0x80)
                .put(450, (byte) 0x83)
                .putInt(454, 2048)
                .putInt(458, 2048);
        put(bytes, 510, new byte[]{0x55, (byte) 0xaa});
        return bytes;
    }

    static byte[] put(byte[] bytes, int offset, byte[] mark) {
        System.arraycopy(mark, 0, bytes, offset, mark.length);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
