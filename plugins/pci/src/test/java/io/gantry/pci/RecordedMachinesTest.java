package io.gantry.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Device.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trees of real machines, where they are at hand: NAME.tar.gz in the folder that the system property `gantry.sysfs` or the environment
/// variable `GANTRY_SYSFS` names, else in `../shared/data/sysfs` beside the checkout.
class RecordedMachinesTest {
    @TempDir
    static Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"server-x710-xxv710, 0, 6, 1, 0", "server-e810-4nvme, 0, 10, 4, 0", "vm-nvidia-p100, 1, 0, 0, 0",
            "xeon-igb-8vf, 0, 6, 0, 0", "xeon-phi-nvme-mlx4, 0, 3, 1, 1", "intel-qat-16vf, 0, 1, 0, 1",
            "laptop-nvme-iommu, 0, 0, 1, 0", "pci-domain-32bit, 0, 0, 0, 0", "nvidia-a2-vgpu, 0, 0, 0, 0"})
    void holdsSoManyOfEachKind(String machine, long gpus, long nics, long ssds, long others) throws Exception {
        var kinds = discover(machine).stream().collect(Collectors.groupingBy(Device::kind, Collectors.counting()));
        assertEquals(List.of(gpus, nics, ssds, others, 0L),
                List.of(count(kinds, Kind.GPU), count(kinds, Kind.NIC), count(kinds, Kind.SSD),
                        count(kinds, Kind.PCI), count(kinds, Kind.FPGA)));
    }

    private static long count(Map<Kind, Long> kinds, Kind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    @Test
    void numaNodesAreToldApart() throws Exception {
        var nodes = discover("server-x710-xxv710").stream()
                .filter(device -> device.kind() == Kind.NIC)
                .map(device -> device.properties().get("numa-node"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(List.of("0", "1"), List.copyOf(nodes));
    }

    @Test
    void virtualFunctionsThatAreOnButNotVisibleAreNotOffered() throws Exception {
        var device = discover("intel-qat-16vf").stream().filter(one -> one.kind() == Kind.PCI).findAny().orElseThrow();
        assertEquals("16 of 16 enabled, 0 visible", device.properties().get("virtual-functions"));
        assertEquals(List.of(), device.attachments());
    }

    @Test
    void integratedGraphicsAreAGpuWhenAllowed() throws Exception {
        var allowed = discover("laptop-nvme-iommu", "8086:46a6");
        assertTrue(
                allowed.stream().anyMatch(device -> device.kind() == Kind.GPU && device.id().equals("0000:00:02.0")));
        assertTrue(allowed.stream()
                .filter(device -> device.kind() == Kind.SSD)
                .allMatch(device -> device.attachments().isEmpty()));
    }

    private List<Device> discover(String machine, String... allow) throws IOException, InterruptedException {
        var archive = recordings().resolve(machine + ".tar.gz");
        Assumptions.assumeTrue(Files.exists(archive), "skipped: there is no recorded machine " + archive);
        var root = directory.resolve(machine);
        if (Files.notExists(root)) {
            unpack(archive, Files.createDirectory(root));
        }
        return new PciAccelerators(new PciOptions(root, List.of(allow), directory.resolve("none"))).discover();
    }

    private static void unpack(Path archive, Path root) throws IOException, InterruptedException {
        var tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", root.toString()).inheritIO().start();
        try {
            assertEquals(0, tar.waitFor());
        } finally {
            tar.destroyForcibly();
        }
    }

    private static Path recordings() {
        var named = System.getProperty("gantry.sysfs", System.getenv().getOrDefault("GANTRY_SYSFS", ""));
        return named.isEmpty() ? Path.of("../../../shared/data/sysfs") : Path.of(named);
    }
}
