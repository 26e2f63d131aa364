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
import io.gantry.deploy.AgentWork;
import io.gantry.deploy.Evidence;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Writes disk images: itself where the hardware driver lends the node's disk, else by the agent in the node's ramdisk.
@DriverId(value = "direct", description = "Writes disk images onto the node's disk, itself or by the node's agent, and proves them.")
public final class DirectDeploy implements DeployInterface {
    private final int block;

    /// Needs nothing until it is called.
    public DirectDeploy(DirectOptions options) {
        block = options.blockMib() << 20;
    }

    @Override
    public Fit fit(Deployment deployment) {
        var evidence = new Evidence(deployment);
        var image = deployment.image();
        var format = evidence.format();
        if (format.equals(Evidence.CONTAINER)) {
            return new Fit.No("image %s is a container and no disk image; bootc installs containers"
                    .formatted(image.name()));
        }
        if (format.equals("iso")) {
            return new Fit.No("image %s is a disc, from which a node can run (ramdisk), and no disk image"
                    .formatted(image.name()));
        }
        if (format.equals("raw") && !evidence.partitioned()) {
            return new Fit.No(
                    "image %s has no partition table, so a node could not start from it".formatted(image.name()));
        }
        if (writesItself(evidence)) {
            return itself(evidence, deployment.disk().orElseThrow());
        }
        return evidence.agent() ? AgentImage.fit(evidence) : neither(evidence);
    }

    /// Whether this host can do it without the node's help.
    private static boolean writesItself(Evidence evidence) {
        return evidence.deployment().disk().isPresent() && Set.of("raw", "gzip").contains(evidence.format());
    }

    private static Fit neither(Evidence evidence) {
        if (evidence.deployment().disk().isEmpty()) {
            return new Fit.No("the hardware driver of node %s gives no access to its disk, and %s"
                    .formatted(evidence.deployment().node(), evidence.noAgent()));
        }
        return new Fit.No("image %s has the format %s; %s, and %s".formatted(evidence.image().name(),
                evidence.format(), evidence.format().equals("qcow2")
                        ? "make it raw with `qemu-img convert -O raw`"
                        : "only raw and gzip can be written without an agent",
                evidence.noAgent()));
    }

    private static Fit itself(Evidence evidence, Path disk) {
        var deployment = evidence.deployment();
        var image = evidence.image();
        if (!Set.of("file", "http", "https").contains(evidence.scheme())) {
            return new Fit.No("image %s lies at %s; only file:, http: and https: can be read".formatted(image.name(),
                    image.source()));
        }
        if (!image.checksum().matches("sha(256|512):[0-9a-f]+")) {
            return new Fit.No("image %s has no checksum of SHA-256 or SHA-512, so nothing would prove what is written"
                    .formatted(image.name()));
        }
        if (evidence.scheme().equals("file") && Path.of(image.source()).toFile().length() != image.bytes()) {
            return new Fit.No("image %s should have %d bytes, its file %s has %d".formatted(image.name(), image.bytes(),
                    Path.of(image.source()), Path.of(image.source()).toFile().length()));
        }
        try (var channel = FileChannel.open(disk, READ)) {
            if (!Files.isWritable(disk)) {
                return new Fit.No("disk %s of node %s cannot be written".formatted(disk, deployment.node()));
            }
            if (channel.size() < image.bytes()) {
                return new Fit.No("image %s has %d bytes, disk %s of node %s only %d".formatted(image.name(),
                        image.bytes(), disk, deployment.node(), channel.size()));
            }
            return evidence.partitioned()
                    ? new Fit.Yes("image %s is raw with %s partition table and fits on the disk of %d bytes".formatted(
                            image.name(), evidence.table().equals("gpt") ? "a GPT" : "an MBR", channel.size()))
                    : new Fit.Fallback(
                            "image %s is gzip, and whether a node can start from it shows once it is unpacked"
                                    .formatted(image.name()));
        } catch (IOException failed) {
            return new Fit.No("disk %s of node %s cannot be read: %s".formatted(disk, deployment.node(), failed));
        }
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.demand(deployment, fit(deployment));
        if (writesItself(new Evidence(deployment))) {
            var disk = deployment.disk().orElseThrow();
            attempt(deployment, "deploy", disk, () -> new DiskWriter(deployment, disk, block, progress).write());
        } else {
            AgentImage.write(deployment, bench, progress);
        }
    }

    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        var disk = deployment.disk();
        if (disk.isPresent()) {
            attempt(deployment, "wipe", disk.get(),
                    () -> new DiskWriter(deployment, disk.get(), block, progress).wipe());
        } else if (new Evidence(deployment).agent()) {
            AgentWork.wipe(bench, progress);
        } else {
            throw new DriverException(Kind.INVALID,
                    "Cannot wipe node %s: its hardware driver gives no access to its disk, and %s.".formatted(
                            deployment.node(), new Evidence(deployment).noAgent()));
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void attempt(Deployment deployment, String what, Path disk, Work work) throws InterruptedException {
        try {
            work.run();
        } catch (IOException failed) {
            if (failed instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
                Thread.interrupted();
                throw (InterruptedException) new InterruptedException("while trying to %s node %s"
                        .formatted(what, deployment.node())).initCause(failed);
            }
            throw new DriverException(Kind.FAILED, "Could not %s node %s on disk %s: %s."
                    .formatted(what, deployment.node(), disk, failed), failed);
        }
    }
}
