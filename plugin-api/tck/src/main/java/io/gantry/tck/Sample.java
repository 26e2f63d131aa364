package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// An image with an MBR whose length is no multiple of anything, and a larger disk on which an older system stands.
final class Sample {
    static final int DISK = 5 << 20;
    private static final int IMAGE = (3 << 20) + 512 + 7;
    private static final int SECTOR = 512;

    private final Path directory;
    private final byte[] content = new byte[IMAGE];

    Sample(Path directory) {
        this.directory = directory;
    }

    void write() throws IOException {
        new Random(1).nextBytes(content);
        ByteBuffer.wrap(content, 446, 64).put(new byte[64]);
        ByteBuffer.wrap(content, 446, 16).put((byte) 0x80).put(new byte[3]).put((byte) 0x83);
        content[510] = 0x55;
        content[511] = (byte) 0xaa;
        Files.write(image(), content);
        var older = new byte[DISK];
        new Random(2).nextBytes(older);
        older[510] = 0x55;
        older[511] = (byte) 0xaa;
        Files.write(diskFile(), older);
    }

    Path image() {
        return directory.resolve("image.raw");
    }

    Path diskFile() {
        return directory.resolve("disk");
    }

    Deployment deployment() {
        return deployment(sha256(content), Optional.of(diskFile()));
    }

    Deployment withWrongChecksum() {
        return deployment(sha256(new byte[1]), Optional.of(diskFile()));
    }

    Deployment withoutDisk() {
        return deployment(sha256(content), Optional.empty());
    }

    private Deployment deployment(String sha256, Optional<Path> disk) {
        var image = new Image("sample", image().toUri(), IMAGE, "sha256:" + sha256,
                Map.of("format", "raw", "partition-table", "mbr"));
        return new Deployment("node-1", Set.of(), Map.of(), image, disk);
    }

    void shrinkDisk() throws IOException {
        resize(diskFile(), IMAGE - 1);
    }

    void truncateImage() throws IOException {
        resize(image(), IMAGE / 2);
    }

    private static void resize(Path file, long length) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    /// What the disk holds, as a value to compare.
    ByteBuffer disk() throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(diskFile()));
    }

    void assertDeployed(String when) throws IOException {
        assertTrue(Arrays.equals(content, 0, IMAGE, disk().array(), 0, IMAGE),
                "deployed " + when + ", the disk does not hold the image");
    }

    void assertNotDeployed(String when) throws IOException {
        assertFalse(Arrays.equals(content, 0, SECTOR, disk().array(), 0, SECTOR),
                when + " the disk begins like a finished one");
    }

    /// Neither this image nor an older one may seem to be there.
    void assertUnfinished(String when) throws IOException {
        assertNotDeployed(when);
        var first = disk();
        assertFalse(first.get(510) == 0x55 && first.get(511) == (byte) 0xaa,
                when + " the disk still has a boot sector");
        assertFalse(first.getLong(SECTOR) == 0x4546492050415254L, when + " the disk still has a GPT");
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }
}
