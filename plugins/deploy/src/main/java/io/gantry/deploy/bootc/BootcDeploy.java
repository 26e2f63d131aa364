package io.gantry.deploy.bootc;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverId;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.deploy.AgentWork;
import io.gantry.deploy.Evidence;
import java.util.HashMap;
import java.util.Map;

/// Installs bootable containers.
@DriverId(value = "bootc", description = "Has the node's agent install a bootable container from a registry.")
public final class BootcDeploy implements DeployInterface {
    private static final String KEYS = "bootc_authorized_keys";
    private static final String LUKS = "bootc_tpm2_luks";

    @Override
    public Fit fit(Deployment deployment) {
        var evidence = new Evidence(deployment);
        var image = evidence.image();
        if (!evidence.scheme().equals("oci") && !image.properties().containsKey("oci")) {
            return new Fit.No("image %s lies at %s and not in a registry (oci:)".formatted(image.name(),
                    image.source()));
        }
        if (!evidence.format().equals(Evidence.CONTAINER)) {
            return new Fit.No(evidence.format().equals("unknown")
                    ? "what image %s holds could not be found out from its registry".formatted(image.name())
                    : "image %s holds a disk image (%s) and no container".formatted(image.name(), evidence.format()));
        }
        return evidence.agent()
                ? new Fit.Yes("its registry holds image %s as a container, not as an artifact".formatted(image.name()))
                : new Fit.No(evidence.noAgent());
    }

    /// What is installed is what was looked at, also where a tag has moved on meanwhile.
    @Override
    public void deploy(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.demand(deployment, fit(deployment));
        var image = deployment.image();
        var parameters = new HashMap<String, Object>(Map.of("image_source",
                image.properties().getOrDefault("oci", image.source().toString()), "instance_info",
                instance(deployment)));
        AgentWork.secret(deployment, "image_pull_secret")
                .ifPresent(secret -> parameters.put("pull_secret", AgentWork.encoded(secret)));
        AgentWork.configDrive(deployment).ifPresent(drive -> parameters.put("configdrive", drive));
        bench.command("standby.execute_bootc_install", parameters, progress);
        bench.command("standby.sync", Map.of(), progress);
    }

    private static Map<String, Object> instance(Deployment deployment) {
        var instance = new HashMap<String, Object>();
        var keys = deployment.wishes().get(KEYS);
        if (keys != null) {
            instance.put(KEYS, keys);
        }
        instance.put(LUKS, new Evidence(deployment).wishes(LUKS));
        return instance;
    }

    @Override
    public void tearDown(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        AgentWork.wipe(bench, progress);
    }
}
