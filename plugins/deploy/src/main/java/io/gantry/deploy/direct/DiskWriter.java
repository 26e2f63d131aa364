package io.gantry.deploy.direct;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.deploy.Evidence;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// One image on its way to one disk. The first sectors stay zero until everything behind them was written, flushed and proved, so that a
/// disk that looks finished is finished.
final class DiskWriter {
    private static final int MIB = 1 << 20;
    /// Holds every partition table and boot sector an image may begin with.
    private static final int HEAD = 64 << 10;
    /// Written in one piece at the very end.
    private static final int FIRST = 4096;

    private final Deployment deployment;
    private final Image image;
    private final Path disk;
    private final boolean packed;
    private final byte[] block;
    private final Progress progress;

    DiskWriter(Deployment deployment, Path disk, int block, Progress progress) {
        this.deployment = deployment;
        this.image = deployment.image();
        this.disk = disk;
        this.packed = new Evidence(deployment).format().equals("gzip");
        this.block = new byte[block];
        this.progress = progress;
    }

    /// Makes the disk unusable: partition tables stand in its first and its last sectors.
    void wipe() throws IOException {
        try (var target = alone()) {
            invalidate(target);
        }
    }

    /// The power was cut before, so nothing else should write there; if something does, it is not made worse.
    private FileChannel alone() throws IOException {
        var target = FileChannel.open(disk, READ, WRITE);
        try {
            if (target.tryLock() != null) {
                return target;
            }
        } catch (OverlappingFileLockException here) {
            target.close();
            throw new IOException("this host writes on it already", here);
        }
        target.close();
        throw new IOException("another process writes on it");
    }

    void write() throws IOException {
        try (var target = alone();
                var source = new DigestInputStream(new ImageStream(deployment), digest(image.checksum()));
                var plain = packed ? new GZIPInputStream(source, block.length) : source) {
            invalidate(target);
            var head = plain.readNBytes(HEAD);
            var written = digest(image.checksum());
            written.update(head);
            var length = copy(plain, target, head.length, written);
            source.transferTo(OutputStream.nullOutputStream());
            compare(sum(source.getMessageDigest()), image.checksum(), "its source");
            target.force(true);
            compare(readBack(target, head, length), sum(written), "disk " + disk);
            finish(target, ByteBuffer.wrap(head));
        }
    }

    private void invalidate(FileChannel target) throws IOException {
        var size = target.size();
        var edge = (int) Math.min(MIB, size);
        var zeros = ByteBuffer.allocate(edge);
        progress.report("wipe first and last MiB", 0, 2L * edge);
        put(target, zeros.duplicate(), 0);
        put(target, zeros.duplicate(), size - edge);
        target.force(true);
        progress.report("wipe first and last MiB", 2L * edge, 2L * edge);
    }

    /// Everything behind the head.
    ///
    /// @return where it ended
    private long copy(InputStream from, FileChannel to, long start, MessageDigest written) throws IOException {
        var size = to.size();
        var done = start;
        progress.report("write", done, total());
        for (var read = from.readNBytes(block, 0, block.length); read > 0; read = from.readNBytes(block, 0,
                block.length)) {
            if (done + read > size) {
                throw failed("it has more than the %d bytes of disk %s".formatted(size, disk));
            }
            written.update(block, 0, read);
            put(to, ByteBuffer.wrap(block, 0, read), done);
            done += read;
            progress.report("write", done, total());
        }
        if (!packed && done != image.bytes() && image.bytes() > 0) {
            throw failed("it has %d bytes instead of %d".formatted(done, image.bytes()));
        }
        return done;
    }

    /// What is packed says nothing of how much comes out.
    private long total() {
        return packed ? 0 : image.bytes();
    }

    private String readBack(FileChannel target, byte[] head, long length) throws IOException {
        var digest = digest(image.checksum());
        digest.update(head);
        for (long done = head.length; done < length;) {
            var part = ByteBuffer.wrap(block, 0, (int) Math.min(block.length, length - done));
            fill(target, part, done);
            digest.update(part.flip());
            done += part.limit();
            progress.report("verify", done, length);
        }
        return sum(digest);
    }

    private void compare(String sum, String expected, String where) {
        if (!sum.equals(expected)) {
            throw failed("%s has the checksum %s, expected was %s".formatted(where, sum, expected));
        }
    }

    private void finish(FileChannel target, ByteBuffer head) throws IOException {
        var first = Math.min(FIRST, head.remaining());
        put(target, head.slice(first, head.remaining() - first), first);
        target.force(true);
        put(target, head.slice(0, first), 0);
        target.force(true);
        var written = ByteBuffer.allocate(head.remaining());
        fill(target, written, 0);
        if (!written.flip().equals(head)) {
            invalidate(target);
            throw failed("the first sectors of disk %s read back differently".formatted(disk));
        }
    }

    private DriverException failed(String why) {
        return new DriverException(Kind.FAILED, "Image %s was not deployed on node %s: %s. The disk is not usable."
                .formatted(image.name(), deployment.node(), why));
    }

    private static void fill(FileChannel from, ByteBuffer buffer, long position) throws IOException {
        var at = position;
        while (buffer.hasRemaining()) {
            var read = from.read(buffer, at);
            if (read < 0) {
                throw new EOFException("ended at byte " + at);
            }
            at += read;
        }
    }

    private static void put(FileChannel to, ByteBuffer buffer, long position) throws IOException {
        var at = position;
        while (buffer.hasRemaining()) {
            at += to.write(buffer, at);
        }
    }

    /// @param checksum with its algorithm before a colon
    private static MessageDigest digest(String checksum) {
        try {
            return MessageDigest.getInstance(checksum.startsWith("sha512:") ? "SHA-512" : "SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256 and SHA-512", impossible);
        }
    }

    private static String sum(MessageDigest digest) {
        return digest.getAlgorithm().toLowerCase(Locale.ROOT).replace("-", "") + ":"
                + HexFormat.of().formatHex(digest.digest());
    }
}
