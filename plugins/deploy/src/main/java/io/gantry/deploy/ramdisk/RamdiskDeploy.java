package io.gantry.deploy.ramdisk;

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
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Has a node run from a disc. Whoever wants that says so with `ironic_ramdisk_deploy`, for images of partitions name kernels and ramdisks as well.
@DriverId(value = "ramdisk", description = "Has the node run from a disc, without a word on its own disk.")
public final class RamdiskDeploy implements DeployInterface {
    private static final String WANTED = "ironic_ramdisk_deploy";
    private static final String DISC = "boot_iso";

    @Override
    public Fit fit(Deployment deployment) {
        var evidence = new Evidence(deployment);
        var wishes = deployment.wishes();
        var wanted = evidence.wishes(WANTED);
        var disc = disc(evidence);
        if (disc.isEmpty()) {
            return wanted && wishes.containsKey("kernel") && wishes.containsKey("ramdisk")
                    ? new Fit.No(
                            "kernel and ramdisk would be started over the network, which Gantry does not do; make a disc of them and name it as boot_iso")
                    : new Fit.No("neither instance_info boot_iso nor the image %s is a disc".formatted(
                            evidence.image().name()));
        }
        if (!Set.of("http", "https").contains(String.valueOf(disc.get().getScheme()))) {
            return new Fit.No("disc %s is not at http: or https:, from where the node's controller could read it"
                    .formatted(disc.get()));
        }
        if (!evidence.disc()) {
            return new Fit.No(
                    "the hardware driver of node %s cannot start it from a disc".formatted(deployment.node()));
        }
        if (wanted) {
            return new Fit.Yes("instance_info asks for it with %s, and %s is the disc".formatted(WANTED, disc.get()));
        }
        return wishes.getOrDefault(WANTED, "").isEmpty()
                ? new Fit.Fallback("%s is a disc, but instance_info has no %s".formatted(disc.get(), WANTED))
                : new Fit.No("instance_info says %s: %s".formatted(WANTED, wishes.get(WANTED)));
    }

    private static Optional<URI> disc(Evidence evidence) {
        var named = evidence.deployment().wishes().get(DISC);
        if (named == null) {
            return evidence.format().equals("iso") ? Optional.of(evidence.image().source()) : Optional.empty();
        }
        try {
            return Optional.of(URI.create(named));
        } catch (IllegalArgumentException e) {
            throw new DriverException(Kind.INVALID, "instance_info boot_iso of node %s is no URL.".formatted(
                    evidence.deployment().node()), e);
        }
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.demand(deployment, fit(deployment));
        bench.startFrom(disc(new Evidence(deployment)).orElseThrow());
        progress.report("insert disc", 1, 1);
    }

    /// Nothing was written; the host takes the disc out when it starts the node from something else.
    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) {
        progress.report("nothing to wipe", 1, 1);
    }
}
