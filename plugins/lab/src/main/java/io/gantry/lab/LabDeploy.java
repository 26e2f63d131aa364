package io.gantry.lab;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Option;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Writes any raw image, with or without a partition table; the first block goes last, once the checksum matched.
@DriverId(value = "lab-deploy", description = "Writes any raw image onto a node's disk, for tests and as the last resort.")
public final class LabDeploy implements DeployInterface {
    private static final int BLOCK = 1 << 20;

    private final Faults faults;

    /// What the operator sets.
    ///
    /// @param faults see [Faults]
    public record Options(
            @Option(value = "Faults to make, as CALL:WHAT such as deploy:failed:50%, for the calls fit, deploy and tear-down.", example = "[ deploy:failed:50% ]") List<String> faults) {}

    /// Needs nothing until it is called.
    public LabDeploy(Options options) {
        faults = new Faults(options.faults(), "fit", "deploy", "tear-down");
    }

    @Override
    public Fit fit(Deployment deployment) {
        faults.strikeNow("fit");
        return faults.answer("fit", judge(deployment));
    }

    private static Fit judge(Deployment deployment) {
        var image = deployment.image();
        var format = image.properties().getOrDefault("format", "unknown");
        if (!format.equals("raw")) {
            return new Fit.No("image %s has the format %s instead of raw".formatted(image.name(), format));
        }
        if (!"file".equalsIgnoreCase(image.source().getScheme()) || !Files.isReadable(Path.of(image.source()))) {
            return new Fit.No("image %s cannot be read at %s".formatted(image.name(), image.source()));
        }
        if (deployment.disk().isEmpty()) {
            return new Fit.No("the disk of node %s cannot be reached".formatted(deployment.node()));
        }
        try (var disk = FileChannel.open(deployment.disk().get(), READ)) {
            return disk.size() < image.bytes()
                    ? new Fit.No(
                            "image %s has %d bytes, the disk %d".formatted(image.name(), image.bytes(), disk.size()))
                    : new Fit.Fallback("takes any raw image that fits on the disk");
        } catch (IOException unreadable) {
            return new Fit.No("the disk of node %s cannot be read: %s".formatted(deployment.node(), unreadable));
        }
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        var watched = faults.strike("deploy", progress);
        if (judge(deployment) instanceof Fit.No(var reason)) {
            throw new DriverException(Kind.INVALID, "Cannot deploy node %s: %s.".formatted(deployment.node(), reason));
        }
        LabFiles.attempt("deploy node " + deployment.node(), () -> {
            try (var disk = FileChannel.open(deployment.disk().orElseThrow(), READ, WRITE);
                    var source = FileChannel.open(Path.of(deployment.image().source()), READ)) {
                blank(disk, 0);
                write(deployment, source, disk, watched);
            }
            return deployment;
        });
    }

    private static void write(Deployment deployment, FileChannel source, FileChannel disk, Progress progress)
            throws IOException {
        var image = deployment.image();
        var first = read(source, 0, image.bytes());
        var sum = sha256();
        sum.update(first.duplicate());
        for (long at = first.remaining(); at < image.bytes();) {
            var block = read(source, at, image.bytes());
            sum.update(block.duplicate());
            at += disk.write(block.duplicate(), at);
            progress.report("write", at, image.bytes());
        }
        var found = "sha256:" + HexFormat.of().formatHex(sum.digest());
        if (!found.equals(image.checksum())) {
            throw new DriverException(Kind.FAILED,
                    "Image %s has the checksum %s instead of %s; node %s is left without a usable disk."
                            .formatted(image.name(), found, image.checksum(), deployment.node()));
        }
        disk.force(true);
        disk.write(first, 0);
        disk.force(true);
        progress.report("write", image.bytes(), image.bytes());
    }

    private static ByteBuffer read(FileChannel source, long at, long end) throws IOException {
        var block = ByteBuffer.allocate((int) Math.min(BLOCK, end - at));
        while (block.hasRemaining()) {
            if (source.read(block, at + block.position()) < 0) {
                throw new EOFException("the image ends at byte " + (at + block.position()));
            }
        }
        return block.flip();
    }

    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        var watched = faults.strike("tear-down", progress);
        var path = deployment.disk()
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "The disk of node %s cannot be reached.".formatted(deployment.node())));
        LabFiles.attempt("wipe node " + deployment.node(), () -> {
            try (var disk = FileChannel.open(path, READ, WRITE)) {
                blank(disk, 0);
                blank(disk, Math.max(0, disk.size() - BLOCK));
            }
            watched.report("wipe", 1, 1);
            return path;
        });
    }

    private static void blank(FileChannel disk, long at) throws IOException {
        disk.write(ByteBuffer.allocate((int) Math.min(BLOCK, disk.size() - at)), at);
        disk.force(true);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }
}
