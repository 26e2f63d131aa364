package io.gantry.accelerators.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.accelerators.sysfs.RecordedMachine;
import io.gantry.tck.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedFpgaTest {
    @TempDir
    static Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"server-x710-xxv710", "server-e810-4nvme", "vm-nvidia-p100", "xeon-igb-8vf",
            "xeon-phi-nvme-mlx4", "intel-qat-16vf", "laptop-nvme-iommu", "pci-domain-32bit", "nvidia-a2-vgpu"})
    void noneOfThemHasAnFpga(String machine) throws Exception {
        var options = new FpgaOptions(RecordedMachine.unpack(machine), Map.of(), Path.of("none"));
        assertEquals(List.of(), new FpgaDriver(options, new TestContext(directory)).discover());
    }
}
