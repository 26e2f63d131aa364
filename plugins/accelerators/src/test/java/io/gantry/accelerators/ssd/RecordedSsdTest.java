package io.gantry.accelerators.ssd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.RecordedMachine;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedSsdTest {
    @TempDir
    static Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"server-x710-xxv710, 1", "server-e810-4nvme, 4", "vm-nvidia-p100, 0", "xeon-igb-8vf, 0",
            "xeon-phi-nvme-mlx4, 1", "intel-qat-16vf, 0", "laptop-nvme-iommu, 1", "pci-domain-32bit, 0",
            "nvidia-a2-vgpu, 0"})
    void everyDiskIsFoundAndNothingElse(String machine, int disks) throws Exception {
        assertEquals(disks, discover(machine).size());
    }

    @Test
    void allFourAreOnTheSecondNode() throws Exception {
        assertTrue(discover("server-e810-4nvme").stream()
                .allMatch(device -> "1".equals(device.properties().get("numa-node"))));
    }

    @Test
    void theDiskOfALaptopIsNotGivenAway() throws Exception {
        var device = discover("laptop-nvme-iommu").getFirst();
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("nvme0n1p1"), device.obstacles().toString());
    }

    private static List<Device> discover(String machine) throws Exception {
        var proc = Files.createDirectories(directory.resolve("proc/self"));
        Files.writeString(proc.resolve("mountinfo"), "");
        var options = new SsdOptions(RecordedMachine.unpack(machine), directory.resolve("proc"), List.of(),
                SsdOptions.Erase.CRYPTO, Path.of("none"), Path.of("none"));
        return new SsdDriver(options, new TestContext(directory)).discover();
    }
}
