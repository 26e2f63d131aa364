package io.gantry.cli.tour;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A disk of 64 MiB with an MBR, one partition and a FAT16 file system on it, the same bytes every time. Layout as in Microsoft's "FAT: General
/// Overview of On-Disk Format" 1.03; what is not written stays a hole.
final class DiskImage {
    static final int SECTOR = 512;
    static final int FIRST_SECTOR = 2048;
    static final int SECTORS = 64 * 2048;

    private static final int CLUSTER = 4 * SECTOR;
    private static final int FAT_SECTORS = 126;
    private static final int ROOT_ENTRIES = 512;
    private static final int ENTRY = 32;
    private static final int ROOT_START = 1 + 2 * FAT_SECTORS;
    private static final int DATA_START = ROOT_START + ROOT_ENTRIES * ENTRY / SECTOR;
    private static final int RANDOM_BYTES = 6_000_123;
    private static final int SERIAL = 0x47414e54;
    /// 1 January 2026, as years since 1980, month and day.
    private static final short DATE = (short) ((46 << 9) | (1 << 5) | 1);

    private final FileChannel channel;
    private final ByteBuffer table = buffer(FAT_SECTORS * SECTOR);
    private final ByteBuffer root = buffer(ROOT_ENTRIES * ENTRY);
    private int cluster = 2;

    private DiskImage(FileChannel channel) {
        this.channel = channel;
    }

    static List<String> names() {
        return List.of("README.TXT", "RANDOM.BIN", "SHA256.TXT");
    }

    /// What is in the file system, by name.
    static Map<String, byte[]> files() {
        var random = new byte[RANDOM_BYTES];
        new Random(SERIAL).nextBytes(random);
        var sum = HexFormat.of().formatHex(Digest.sha256().digest(random));
        var files = new LinkedHashMap<String, byte[]>();
        files.put("README.TXT",
                ascii("This disk was made by the Gantry tour. SHA256.TXT tells what RANDOM.BIN must be.\r\n"));
        files.put("RANDOM.BIN", random);
        files.put("SHA256.TXT", ascii(sum + "  RANDOM.BIN\n"));
        return files;
    }

    /// @param file that does not exist yet
    static void write(Path file) throws IOException {
        try (var channel = FileChannel.open(file, CREATE_NEW, WRITE, SPARSE)) {
            new DiskImage(channel).write();
        }
    }

    private void write() throws IOException {
        put(0, masterBootRecord());
        put(FIRST_SECTOR, bootSector());
        table.putShort((short) 0xfff8).putShort((short) 0xffff);
        entry("GANTRY TOUR", 0x08, 0, 0);
        for (var file : files().entrySet()) {
            add(file.getKey(), file.getValue());
        }
        put(FIRST_SECTOR + 1, table.rewind());
        put(FIRST_SECTOR + 1 + FAT_SECTORS, table.rewind());
        put(FIRST_SECTOR + ROOT_START, root.rewind());
        put(SECTORS - 1, buffer(SECTOR));
    }

    private static ByteBuffer masterBootRecord() {
        var sector = buffer(SECTOR);
        sector.putInt(440, SERIAL);
        sector.position(446);
        sector.put((byte) 0).put(new byte[]{(byte) 0xfe, (byte) 0xff, (byte) 0xff});
        sector.put((byte) 0x0e).put(new byte[]{(byte) 0xfe, (byte) 0xff, (byte) 0xff});
        sector.putInt(FIRST_SECTOR).putInt(SECTORS - FIRST_SECTOR);
        return sector.putShort(510, (short) 0xaa55).rewind();
    }

    private static ByteBuffer bootSector() {
        var sector = buffer(SECTOR);
        sector.put(new byte[]{(byte) 0xeb, 0x3c, (byte) 0x90}).put(ascii("GANTRY  "));
        sector.putShort((short) SECTOR).put((byte) (CLUSTER / SECTOR)).putShort((short) 1).put((byte) 2);
        sector.putShort((short) ROOT_ENTRIES).putShort((short) 0).put((byte) 0xf8).putShort((short) FAT_SECTORS);
        sector.putShort((short) 63).putShort((short) 255).putInt(FIRST_SECTOR).putInt(SECTORS - FIRST_SECTOR);
        sector.put((byte) 0x80).put((byte) 0).put((byte) 0x29).putInt(SERIAL);
        sector.put(ascii("GANTRY TOUR")).put(ascii("FAT16   "));
        return sector.putShort(510, (short) 0xaa55).rewind();
    }

    /// Puts a file behind those that are there, in clusters that follow each other.
    private void add(String name, byte[] content) throws IOException {
        var first = cluster;
        var count = (content.length + CLUSTER - 1) / CLUSTER;
        for (var i = 1; i <= count; i++) {
            table.putShort((short) (i == count ? 0xffff : first + i));
        }
        cluster += count;
        put(FIRST_SECTOR + DATA_START + (first - 2) * (CLUSTER / SECTOR), ByteBuffer.wrap(content));
        var dot = name.indexOf('.');
        entry(String.format("%-8s%-3s", name.substring(0, dot), name.substring(dot + 1)), 0x20, first, content.length);
    }

    private void entry(String name, int attributes, int first, int length) {
        root.put(ascii(name)).put((byte) attributes).put((byte) 0).put((byte) 0);
        root.putShort((short) 0).putShort(DATE).putShort(DATE).putShort((short) 0).putShort((short) 0).putShort(DATE);
        root.putShort((short) first).putInt(length);
    }

    private void put(int sector, ByteBuffer bytes) throws IOException {
        var position = (long) sector * SECTOR;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
