package io.gantry.accelerators.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.RecordedMachine;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.TestContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedGpuTest {
    @TempDir
    static Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"server-x710-xxv710", "server-e810-4nvme", "xeon-igb-8vf", "xeon-phi-nvme-mlx4",
            "intel-qat-16vf", "laptop-nvme-iommu", "pci-domain-32bit"})
    void theDisplaysOfServersAreNoGpus(String machine) throws Exception {
        assertEquals(List.of(), discover(machine, false));
    }

    @Test
    void oneCardIsFoundBesideTheDisplayOfTheVirtualMachine() throws Exception {
        var found = discover("vm-nvidia-p100", true);
        assertEquals(List.of("0000:06:00.0"), found.stream().map(Device::id).toList());
        assertEquals(List.of(new Attachment.Pci("0000:06:00.0")), found.getFirst().attachments());
    }

    @Test
    void integratedGraphicsAreFoundWhenAllowed() throws Exception {
        assertEquals(List.of("0000:00:02.0"),
                discover("laptop-nvme-iommu", true).stream().map(Device::id).toList());
    }

    @Test
    void theTypesOfVirtualFunctionsAreListedAndNoneIsAWholeCard() throws Exception {
        var found = discover("nvidia-a2-vgpu", false);
        assertEquals(List.of("0000:08:01.7", "0000:26:00.4"), found.stream().map(Device::id).toList());
        var mediated = found.getFirst().properties().getOrDefault("vgpu-types", "");
        assertEquals(15, mediated.split("; ", -1).length, mediated);
        assertTrue(mediated.contains("nvidia-742 (NVIDIA A2-1B, 0 available)"), mediated);
        var vendor = found.getLast().properties().getOrDefault("vgpu-types", "");
        assertEquals(23, vendor.split("; ", -1).length, vendor);
        assertTrue(vendor.contains("nvidia-1156 (NVIDIA L40S-48Q, 1 available)"), vendor);
        assertTrue(found.stream().allMatch(device -> device.parts().isEmpty() && !device.obstacles().isEmpty()));
    }

    @Test
    void anEnabledTypeOfAVirtualFunctionIsOffered() throws Exception {
        var type = new GpuOptions.VgpuType("26:00.4", "nvidia-1156", Optional.empty());
        var part = discover("nvidia-a2-vgpu", false, type).getLast().parts().getFirst();
        assertEquals(List.of(new Attachment.Pci("0000:26:00.4")), part.attachments());
        assertTrue(part.traits().contains("CUSTOM_NVIDIA_L40S_48Q"), part.traits().toString());
    }

    private static List<Device> discover(String machine, boolean integrated, GpuOptions.VgpuType... types)
            throws Exception {
        var options = new GpuOptions(RecordedMachine.unpack(machine), List.of(types), integrated, false,
                Path.of("none"),
                Path.of("none"));
        return new GpuDriver(options, new TestContext(directory)).discover();
    }
}
