package io.gantry.deploy.anaconda;

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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Has an installer put the image's files on the disk: it makes partitions and a boot loader itself, so archives of files will do.
@DriverId(value = "anaconda", description = "Has an installer such as Anaconda install the image by a kickstart.")
public final class AnacondaDeploy implements DeployInterface {
    private static final List<String> ARCHIVES = List.of(".tar", ".tbz", ".tgz", ".txz", ".tar.gz", ".tar.bz2",
            ".tar.xz");
    private static final String TEMPLATE = "ks_template";

    private final Optional<URI> disc;
    private final Optional<Path> template;

    /// Needs nothing until it is called.
    public AnacondaDeploy(AnacondaOptions options) {
        disc = options.disc();
        template = options.template();
    }

    @Override
    public Fit fit(Deployment deployment) {
        var evidence = new Evidence(deployment);
        var image = evidence.image();
        if (disc.isEmpty()) {
            return new Fit.No("this instance has no option disc, so there is no installer to start");
        }
        if (!evidence.disc()) {
            return new Fit.No(
                    "the hardware driver of node %s cannot start it from a disc".formatted(deployment.node()));
        }
        if (!Set.of("http", "https").contains(evidence.scheme())) {
            return new Fit.No("image %s lies at %s, and installers read http: and https:".formatted(image.name(),
                    image.source()));
        }
        var path = String.valueOf(image.source().getPath());
        if (ARCHIVES.stream().anyMatch(path::endsWith)) {
            return new Fit.Yes("image %s is an archive of files, which an installer unpacks".formatted(image.name()));
        }
        if (deployment.wishes().containsKey(TEMPLATE)) {
            return new Fit.Yes("instance_info names a kickstart as %s".formatted(TEMPLATE));
        }
        return path.endsWith(".img")
                ? new Fit.Fallback(
                        "image %s ends with .img, which may be a file system for an installer or a whole disk"
                                .formatted(image.name()))
                : new Fit.No("image %s is no archive of files that an installer unpacks".formatted(image.name()));
    }

    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.demand(deployment, fit(deployment));
        bench.install(disc.orElseThrow(), kickstart(deployment), progress);
    }

    private String kickstart(Deployment deployment) {
        var wished = deployment.wishes().get(TEMPLATE);
        if (wished != null) {
            return Kickstart.of(wished, deployment.image());
        }
        if (template.isEmpty()) {
            return Kickstart.of(deployment.image());
        }
        try {
            return Kickstart.of(Files.readString(template.get()), deployment.image());
        } catch (IOException e) {
            throw new DriverException(Kind.FAILED, "The kickstart %s cannot be read: %s.".formatted(template.get(), e),
                    e);
        }
    }

    /// With an agent where there is one. Without, the next tenant's cleaning has to do it, which the host sees to.
    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        if (new Evidence(deployment).agent()) {
            AgentWork.wipe(bench, progress);
        }
    }
}
