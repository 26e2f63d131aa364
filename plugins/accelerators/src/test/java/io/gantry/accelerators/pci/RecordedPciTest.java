package io.gantry.accelerators.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.accelerators.sysfs.RecordedMachine;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.TestContext;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedPciTest {
    @TempDir
    static Path directory = Path.of("");

    @Test
    void virtualFunctionsThatAreOnButNotVisibleAreNotOffered() throws Exception {
        var device = find("intel-qat-16vf", PciAcceleratorsTest.byVendor("8086", "37c8")).getFirst();
        assertEquals(Device.Kind.QAT, device.kind());
        assertEquals("16 of 16 enabled, 0 visible", device.properties().get("virtual-functions"));
        assertEquals(List.of(), device.attachments());
    }

    @Test
    void aCoprocessorIsOfferedWhenItIsNamed() throws Exception {
        var found = find("xeon-phi-nvme-mlx4", PciAcceleratorsTest.byVendor("8086", "225c"));
        assertEquals(List.of("0000:83:00.0"), found.stream().map(Device::id).toList());
        assertEquals(1, found.getFirst().attachments().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-x710-xxv710", "server-e810-4nvme", "vm-nvidia-p100", "xeon-igb-8vf",
            "xeon-phi-nvme-mlx4", "intel-qat-16vf", "laptop-nvme-iommu", "pci-domain-32bit", "nvidia-a2-vgpu"})
    void nothingIsOfferedThatNobodyNamedAndEverythingCanBeNamed(String machine) throws Exception {
        assertEquals(List.of(), find(machine));
        find(machine, PciAcceleratorsTest.byAddress("*"));
    }

    private static List<Device> find(String machine, PciOptions.Entry... allow) throws Exception {
        var options = new PciOptions(RecordedMachine.unpack(machine), List.of(allow), Path.of("none"));
        return new PciAccelerators(options, new TestContext(directory)).discover();
    }
}
