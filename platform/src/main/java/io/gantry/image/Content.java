package io.gantry.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// Sees in its first bytes what a disk image is. What the owner of an image says about it is not asked.
public final class Content {
    /// Up to the end of the first volume descriptor of an ISO 9660 file system.
    private static final int LOOK = 34 * 1024;

    private static final Map<String, String> MAGIC = Map.of(
            "514649fb", "qcow2",
            "4b444d56", "vmdk",
            "7668647866696c65", "vhdx",
            "1f8b", "gzip",
            "28b52ffd", "zstd",
            "fd377a585a00", "xz",
            "425a68", "bzip2");

    private Content() {}

    /// `format` and `partition-table`.
    static Map<String, String> properties(Path file) throws IOException {
        return properties(head(file));
    }

    /// The same of an image that begins like this.
    public static Map<String, String> properties(byte[] head) {
        return Map.of("format", format(head), "partition-table", partitionTable(head));
    }

    private static byte[] head(Path file) throws IOException {
        var buffer = ByteBuffer.allocate(LOOK);
        try (var channel = FileChannel.open(file)) {
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // until full or at the end
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static String format(byte[] head) {
        for (var magic : MAGIC.entrySet()) {
            if (has(head, 0, HexFormat.of().parseHex(magic.getKey()))) {
                return magic.getValue();
            }
        }
        if (has(head, 0, "# Disk DescriptorFile".getBytes(StandardCharsets.US_ASCII))) {
            return "vmdk";
        }
        return has(head, 32 * 1024 + 1, "CD001".getBytes(StandardCharsets.US_ASCII)) ? "iso" : "raw";
    }

    private static String partitionTable(byte[] head) {
        var header = "EFI PART".getBytes(StandardCharsets.US_ASCII);
        if (has(head, 512, header) || has(head, 4096, header)) {
            return "gpt";
        }
        return masterBootRecord(head) ? "mbr" : "none";
    }

    /// A boot sector of a file system ends with the same signature, but its bytes make no sense as a table.
    private static boolean masterBootRecord(byte[] head) {
        if (!has(head, 510, new byte[]{0x55, (byte) 0xaa})) {
            return false;
        }
        var table = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        var used = 0;
        for (var entry = 446; entry < 510; entry += 16) {
            var active = table.get(entry);
            if (active != 0 && active != (byte) 0x80) {
                return false;
            }
            if (table.get(entry + 4) != 0 && table.getInt(entry + 12) != 0) {
                used++;
            }
        }
        return used > 0;
    }

    private static boolean has(byte[] head, int offset, byte[] expected) {
        return head.length >= offset + expected.length
                && Arrays.equals(head, offset, offset + expected.length, expected, 0, expected.length);
    }
}
