package io.gantry.deploy.direct;

import static java.nio.file.StandardOpenOption.READ;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Writes whole disk images.
@DriverId(value = "direct", description = "Writes raw disk images with a partition table onto the node's disk and proves them.")
public final class DirectDeploy implements DeployInterface {
    private final int block;

    /// Needs nothing until it is called.
    public DirectDeploy(DirectOptions options) {
        block = options.blockMib() << 20;
    }

    @Override
    public Fit fit(Deployment deployment) {
        var image = deployment.image();
        var format = image.properties().getOrDefault("format", "unknown");
        var table = image.properties().getOrDefault("partition-table", "none");
        if (!format.equals("raw")) {
            return new Fit.No("image %s has the format %s; %s".formatted(image.name(), format, format.equals("qcow2")
                    ? "make it raw with `qemu-img convert -O raw`"
                    : "only raw can be written"));
        }
        if (!Set.of("gpt", "mbr").contains(table)) {
            return new Fit.No(
                    "image %s has no partition table, so a node could not start from it".formatted(image.name()));
        }
        if (!"file".equalsIgnoreCase(image.source().getScheme())) {
            return new Fit.No("image %s lies at %s; only file: can be read".formatted(image.name(), image.source()));
        }
        var source = Path.of(image.source()).toFile();
        if (source.length() != image.bytes()) {
            return new Fit.No("image %s should have %d bytes, its file %s has %d"
                    .formatted(image.name(), image.bytes(), source, source.length()));
        }
        if (deployment.disk().isEmpty()) {
            return new Fit.No(
                    "the hardware driver of node %s gives no access to its disk".formatted(deployment.node()));
        }
        return fit(deployment.node(), deployment.disk().get(), image, table);
    }

    private static Fit fit(String node, Path disk, Image image, String table) {
        try (var channel = FileChannel.open(disk, READ)) {
            var size = channel.size();
            if (!Files.isWritable(disk)) {
                return new Fit.No("disk %s of node %s cannot be written".formatted(disk, node));
            }
            if (size < image.bytes()) {
                return new Fit.No("image %s has %d bytes, disk %s of node %s only %d"
                        .formatted(image.name(), image.bytes(), disk, node, size));
            }
            return new Fit.Yes("image %s is raw with %s partition table and fits on the disk of %d bytes"
                    .formatted(image.name(), table.equals("gpt") ? "a GPT" : "an MBR", size));
        } catch (IOException failed) {
            return new Fit.No("disk %s of node %s cannot be read: %s".formatted(disk, node, failed));
        }
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        if (fit(deployment) instanceof Fit.No(var reason)) {
            throw new DriverException(Kind.INVALID, "Cannot deploy node " + deployment.node() + ": " + reason + ".");
        }
        attempt(deployment, "deploy", disk -> new DiskWriter(deployment, disk, block, progress).write());
    }

    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        attempt(deployment, "wipe", disk -> new DiskWriter(deployment, disk, block, progress).wipe());
    }

    private interface Work {
        void on(Path disk) throws IOException;
    }

    private static void attempt(Deployment deployment, String what, Work work) throws InterruptedException {
        var disk = deployment.disk()
                .orElseThrow(() -> new DriverException(Kind.INVALID,
                        "Cannot %s node %s: its hardware driver gives no access to its disk.".formatted(what,
                                deployment.node())));
        try {
            work.on(disk);
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("while trying to %s node %s"
                    .formatted(what, deployment.node())).initCause(interrupted);
        } catch (IOException failed) {
            throw new DriverException(Kind.FAILED, "Could not %s node %s on disk %s: %s."
                    .formatted(what, deployment.node(), disk, failed), failed);
        }
    }
}
