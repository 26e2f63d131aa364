package io.gantry.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.Progress;
import io.gantry.api.Workbench;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.secret.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// What several interfaces have an agent do.
public final class AgentWork {
    private static final String CONFIG_DRIVE = "configdrive";

    private AgentWork() {}

    /// Runs one of the agent's own steps.
    public static Map<String, Object> step(Workbench bench, Map<String, ?> step, Progress progress)
            throws InterruptedException {
        return bench.command("deploy.execute_deploy_step", Map.of("step", step), progress);
    }

    /// Wipes both ends of the disk, where partition tables stand.
    public static void wipe(Workbench bench, Progress progress) throws InterruptedException {
        step(bench, Map.of("interface", "deploy", "step", "erase_devices_metadata", "args", Map.of()), progress);
    }

    /// Makes sure that what was written is on the disk, and on machines with UEFI that the firmware finds it.
    public static void settle(Deployment deployment, Workbench bench, Progress progress) throws InterruptedException {
        if (deployment.properties().getOrDefault("capabilities", "").contains("boot_mode:uefi")) {
            bench.command("image.install_bootloader", Map.of("root_uuid", "", "target_boot_mode", "uefi"), progress);
        }
        bench.command("standby.sync", Map.of(), progress);
    }

    /// As base64 of gzip, or as the URL of that.
    public static Optional<String> configDrive(Deployment deployment) {
        return secret(deployment, CONFIG_DRIVE).or(() -> Optional.ofNullable(deployment.wishes().get(CONFIG_DRIVE)));
    }

    /// What of the deployment is secret, as the agent takes it.
    public static Optional<String> secret(Deployment deployment, String name) {
        return Optional.ofNullable(deployment.secrets().get(name)).map(Secret::text);
    }

    /// In base64, as the agent takes it.
    public static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /// Refuses to begin what would not succeed.
    public static void demand(Deployment deployment, Fit fit) {
        if (fit instanceof Fit.No(var reason)) {
            throw new DriverException(Kind.INVALID, "Cannot deploy node " + deployment.node() + ": " + reason + ".");
        }
    }
}
