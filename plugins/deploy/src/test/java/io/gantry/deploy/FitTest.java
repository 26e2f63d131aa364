package io.gantry.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DeployInterface;
import io.gantry.api.DriverException;
import io.gantry.api.Fit;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.deploy.Means;
import io.gantry.api.secret.Secret;
import io.gantry.deploy.anaconda.AnacondaDeploy;
import io.gantry.deploy.anaconda.AnacondaOptions;
import io.gantry.deploy.bootc.BootcDeploy;
import io.gantry.deploy.custom.CustomAgentDeploy;
import io.gantry.deploy.custom.CustomAgentOptions;
import io.gantry.deploy.direct.DirectDeploy;
import io.gantry.deploy.direct.DirectOptions;
import io.gantry.deploy.ramdisk.RamdiskDeploy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which of the interfaces takes which image, and what each has done.
class FitTest {
    private static final String SUM = "sha256:" + "a".repeat(64);
    private static final Set<Means> ALL = Set.of(Means.DISC, Means.AGENT);

    private final Map<String, DeployInterface> drivers = Map.of("ramdisk", new RamdiskDeploy(), "bootc",
            new BootcDeploy(), "direct", new DirectDeploy(new DirectOptions(1)), "anaconda",
            new AnacondaDeploy(new AnacondaOptions(Optional.of(URI.create("http://discs/installer.iso")),
                    Optional.empty())),
            "custom-agent", new CustomAgentDeploy(new CustomAgentOptions("CUSTOM_DEPLOY_AGENT")));

    private DeployInterface driver(String name) {
        return Objects.requireNonNull(drivers.get(name));
    }

    private static Deployment deployment(String source, String format, Map<String, String> wishes, Set<Means> means) {
        var properties = new HashMap<String, String>();
        if (!format.isEmpty()) {
            properties.put("format", format.replace("-gpt", ""));
            properties.put("partition-table", format.endsWith("-gpt") ? "gpt" : "none");
        }
        if (source.startsWith("oci")) {
            properties.put("oci", source + "@sha256:1");
        }
        return new Deployment("n1", Set.of(), Map.of("capabilities", "boot_mode:uefi", "local_gb", "100"),
                new Image("image", URI.create(source), 1000, SUM, properties), Optional.empty(), wishes,
                Map.of("image_pull_secret", new Secret("u:p".getBytes(StandardCharsets.UTF_8))), means);
    }

    @ParameterizedTest
    @CsvSource({"http://h/i.raw, raw-gpt, No, No, Yes, No, Fallback", "http://h/i.raw, raw, No, No, No, No, Fallback",
            "http://h/i.img, raw-gpt, No, No, Yes, Fallback, Fallback",
            "http://h/i.qcow2, qcow2, No, No, Yes, No, Fallback",
            "http://h/i.raw.zst, zstd, No, No, Fallback, No, Fallback",
            "http://h/i, '', No, No, Fallback, No, Fallback",
            "http://h/i.vmdk, vmdk, No, No, No, No, Fallback", "http://h/i.iso, iso, Fallback, No, No, No, Fallback",
            "http://h/i.tar.gz, gzip, No, No, Fallback, Yes, Fallback",
            "oci://h/os:1, container, No, Yes, No, No, Fallback", "oci://h/os:1, '', No, No, No, No, Fallback"})
    void eachSaysYesOnlyToWhatItIsMadeFor(String source, String format, String ramdisk, String bootc, String direct,
            String anaconda, String custom) {
        var wanted = Map.of("ramdisk", ramdisk, "bootc", bootc, "direct", direct, "anaconda", anaconda, "custom-agent",
                custom);
        var deployment = deployment(source, format, Map.of(), ALL);
        drivers.forEach((name, driver) -> {
            var fit = driver.fit(deployment);
            assertEquals(wanted.get(name), fit.getClass().getSimpleName(), name + ": " + fit.reason());
        });
        var bare = deployment(source, format, Map.of(), Set.of());
        drivers.forEach((name, driver) -> assertEquals(Fit.No.class, driver.fit(bare).getClass(), name));
    }

    @Test
    void aNodeRunsFromADiscWhereSomebodyAskedForIt() throws Exception {
        var driver = new RamdiskDeploy();
        var wishes = Map.of("boot_iso", "http://h/live.iso", "ironic_ramdisk_deploy", "true");
        assertEquals(Fit.Yes.class, driver.fit(deployment("http://h/i", "", wishes, ALL)).getClass());
        for (var no : List.of(Map.of("boot_iso", "http://h/live.iso", "ironic_ramdisk_deploy", "False"),
                Map.of("boot_iso", "file:///live.iso", "ironic_ramdisk_deploy", "true"),
                Map.of("kernel", "k", "ramdisk", "r", "ironic_ramdisk_deploy", "true"))) {
            assertEquals(Fit.No.class, driver.fit(deployment("http://h/i", "", no, ALL)).getClass(), no.toString());
        }
        var bench = new Recorded(Map.of());
        driver.deploy(deployment("http://h/i", "", wishes, ALL), bench, (_, _, _) -> {});
        assertEquals(List.of("start from http://h/live.iso"), bench.asked());
    }

    @Test
    void theAgentWritesDiskImages() throws Exception {
        var bench = new Recorded(Map.of());
        driver("direct")
                .deploy(deployment("http://h/i.qcow2", "qcow2", Map.of("configdrive", "H4sI"), ALL), bench,
                        (_, _, _) -> {});
        assertEquals(List.of("standby.prepare_image {configdrive=H4sI, image_info={container_format=bare,"
                + " disk_format=qcow2, id=" + "a".repeat(64) + ", image_type=whole-disk, os_hash_algo=sha256,"
                + " os_hash_value=" + "a".repeat(64) + ", stream_raw_images=false, urls=[http://h/i.qcow2]}}",
                "image.install_bootloader {root_uuid=, target_boot_mode=uefi}", "standby.sync {}"), bench.asked());
        driver("direct").tearDown(deployment("http://h/i.qcow2", "qcow2", Map.of(), ALL), bench, (_, _, _) -> {});
        assertTrue(bench.asked()
                .getLast()
                .startsWith("deploy.execute_deploy_step {step={args={}, interface=deploy,"
                        + " step=erase_devices_metadata"),
                bench.asked().getLast());
    }

    @Test
    void theAgentInstallsTheContainerThatWasLookedAt() throws Exception {
        var bench = new Recorded(Map.of());
        driver("bootc")
                .deploy(deployment("oci://h/os:1", "container", Map.of("bootc_authorized_keys", "ssh-x"),
                        ALL), bench, (_, _, _) -> {});
        assertEquals("standby.execute_bootc_install {image_source=oci://h/os:1@sha256:1,"
                + " instance_info={bootc_authorized_keys=ssh-x, bootc_tpm2_luks=false}, pull_secret=dTpw}",
                bench.asked().getFirst());
    }

    @Test
    void theInstallerGetsAKickstartThatReports() throws Exception {
        var bench = new Recorded(Map.of());
        driver("anaconda").deploy(deployment("http://h/i.tar.gz", "gzip", Map.of(), ALL), bench, (_, _, _) -> {});
        var asked = bench.asked().getFirst();
        assertTrue(asked.startsWith("install http://discs/installer.iso\n"), asked);
        assertTrue(asked.contains("liveimg --url=\"http://h/i.tar.gz\" --checksum=" + "a".repeat(64) + "\n"), asked);
        for (var status : List.of("start", "error", "end")) {
            assertTrue(asked.contains("\"agent_status\": \"" + status + "\""), asked);
        }
        assertTrue(asked.contains("\"agent_token\": \"{{ agent_token }}\""), asked);
        assertTrue(asked.contains("' {{ heartbeat_url }}\n"), asked);
    }

    @Test
    void theOperatorsAgentDoesItsOwnStepsInOrder() throws Exception {
        var steps = List.of(Map.of("step", "late", "priority", 61, "interface", "deploy"),
                Map.of("step", "write_image", "priority", 0, "interface", "deploy"),
                Map.of("step", "early", "priority", 99, "interface", "deploy"),
                Map.of("step", "outside", "priority", 100, "interface", "deploy"));
        for (var told : List.<Object>of(steps, Map.of("GenericHardwareManager", steps))) {
            var bench = new Recorded(Map.of("deploy.get_deploy_steps", Map.of("deploy_steps", told)));
            driver("custom-agent").deploy(deployment("http://h/i", "", Map.of(), ALL), bench, (_, _, _) -> {});
            assertEquals(List.of("deploy.get_deploy_steps {}",
                    "deploy.execute_deploy_step {step={interface=deploy, priority=99, step=early}}",
                    "deploy.execute_deploy_step {step={interface=deploy, priority=61, step=late}}", "standby.sync {}"),
                    bench.asked());
        }
        var none = new Recorded(Map.of());
        var failed = assertThrows(DriverException.class, () -> driver("custom-agent")
                .deploy(deployment("http://h/i", "", Map.of(), ALL), none, (_, _, _) -> {}));
        assertTrue(String.valueOf(failed.getMessage()).contains("brings no deploy step"), failed.getMessage());
    }
}
