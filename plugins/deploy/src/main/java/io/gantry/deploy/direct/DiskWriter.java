package io.gantry.deploy.direct;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

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
    private final ByteBuffer block;
    private final Progress progress;

    DiskWriter(Deployment deployment, Path disk, int block, Progress progress) {
        this.deployment = deployment;
        this.image = deployment.image();
        this.disk = disk;
        this.block = ByteBuffer.allocateDirect(block);
        this.progress = progress;
    }

    /// Makes the disk unusable: partition tables stand in its first and its last sectors.
    void wipe() throws IOException {
        try (var target = FileChannel.open(disk, READ, WRITE)) {
            invalidate(target);
        }
    }

    void write() throws IOException {
        try (var target = FileChannel.open(disk, READ, WRITE);
                var source = FileChannel.open(Path.of(image.source()), READ)) {
            invalidate(target);
            var head = head(source);
            compare(copy(source, target, head.duplicate(), "write"), "its source");
            target.force(true);
            compare(copy(target, null, head.duplicate(), "verify"), "disk " + disk);
            finish(target, head);
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

    private ByteBuffer head(FileChannel source) throws IOException {
        var head = ByteBuffer.allocate((int) Math.min(HEAD, image.bytes()));
        fill(source, head, 0);
        return head.flip();
    }

    /// Reads everything behind the head, writes it where there is a target, and answers the checksum of head and all.
    private String copy(FileChannel from, @Nullable FileChannel to, ByteBuffer head, String step)
            throws IOException {
        var sum = sha256();
        long done = head.remaining();
        sum.update(head);
        progress.report(step, done, image.bytes());
        while (done < image.bytes()) {
            block.clear().limit((int) Math.min(block.capacity(), image.bytes() - done));
            fill(from, block, done);
            block.flip();
            sum.update(block.duplicate());
            var length = block.remaining();
            if (to != null) {
                put(to, block, done);
            }
            done += length;
            progress.report(step, done, image.bytes());
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private void compare(String sum, String where) {
        if (!("sha256:" + sum).equals(image.checksum())) {
            throw failed("%s has the checksum sha256:%s, expected was %s".formatted(where, sum, image.checksum()));
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }
}
