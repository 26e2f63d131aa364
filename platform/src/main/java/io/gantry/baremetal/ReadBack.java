package io.gantry.baremetal;

import io.gantry.base.Problem;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Map;

/// Reads a node's disk back and compares it with the image, where the disk can be reached and the image is copied as it is.
@Singleton
final class ReadBack {
    private static final String SHA_256 = "sha256:";

    private final Machines machines;

    ReadBack(Machines machines) {
        this.machines = machines;
    }

    void verify(Run run, BareMetalNode node) throws InterruptedException {
        if (run.kept(Ramdisk.IN_BAND, Boolean.class).orElse(false)) {
            run.event("not-verified",
                    Map.of("reason", "what runs on the node wrote its disk and has compared what it read"));
            return;
        }
        var image = machines.deployment(node).image();
        var disk = machines.disk(node);
        if (disk.isEmpty() || !image.checksum().startsWith(SHA_256) || image.bytes() == 0
                || !image.properties().getOrDefault("format", "raw").equals("raw")) {
            run.event("not-verified", Map.of("reason", disk.isEmpty()
                    ? "hardware driver '" + node.driver()
                            + "' cannot reach the disk; the deploy interface has compared what it read"
                    : "the image is not copied as it is; the deploy interface has compared what it read"));
            return;
        }
        try {
            var onDisk = SHA_256 + Checksum.of(disk.get(), image.bytes(), run);
            if (!onDisk.equals(image.checksum())) {
                throw new Problem(Problem.Kind.FAILED, "The disk of node '" + node.label() + "' does not hold image '"
                        + image.name() + "': its checksum over " + image.bytes() + " bytes is " + onDisk
                        + ", the image's is " + image.checksum() + ". Look at the node's disk, then deploy again.");
            }
            run.event("verified", Map.of("bytes", image.bytes(), "sha256", onDisk.substring(SHA_256.length())));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.FAILED, "The disk of node '" + node.label() + "' could not be read back: "
                    + e.getMessage() + ". Look at the node's disk, then deploy again.", e);
        }
    }
}
