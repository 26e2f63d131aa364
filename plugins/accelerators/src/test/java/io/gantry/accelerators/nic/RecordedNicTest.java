package io.gantry.accelerators.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.accelerators.sysfs.RecordedMachine;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedNicTest {
    @TempDir
    static Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"server-x710-xxv710, 6", "server-e810-4nvme, 10", "vm-nvidia-p100, 0", "xeon-igb-8vf, 6",
            "xeon-phi-nvme-mlx4, 3", "intel-qat-16vf, 1", "laptop-nvme-iommu, 0", "pci-domain-32bit, 0",
            "nvidia-a2-vgpu, 0"})
    void everyPortIsFoundAndNothingElse(String machine, int ports) throws Exception {
        assertEquals(ports, discover(machine).size());
    }

    @Test
    void numaNodesAreToldApart() throws Exception {
        var nodes = discover("server-x710-xxv710").stream()
                .map(device -> device.properties().get("numa-node"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(List.of("0", "1"), List.copyOf(nodes));
    }

    @Test
    void theVirtualFunctionsOfBothIgbPortsAreFoundByTheRule() throws Exception {
        var parts = discover("xeon-igb-8vf").stream()
                .filter(device -> device.parts().getFirst().id().endsWith("/vf"))
                .collect(Collectors.toMap(Device::id, device -> device.attachments().size()));
        assertEquals(Map.of("0000:05:00.0", 4, "0000:05:00.1", 4), parts);
    }

    @Test
    void noneOfThirtyTwoVirtualFunctionsIsOn() throws Exception {
        var device = discover("intel-qat-16vf").getFirst();
        assertEquals("0000:3f:00.0", device.id());
        assertEquals("0 of 32 enabled, 0 visible", device.properties().get("virtual-functions"));
    }

    private static List<Device> discover(String machine) throws Exception {
        var options = new NicOptions(RecordedMachine.unpack(machine), Map.of(), Map.of(), 64,
                Optional.empty(), Optional.empty(), Path.of("ip"), Path.of("none"));
        return new NicDriver(options, new TestContext(directory)).discover();
    }
}
