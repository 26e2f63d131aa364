package io.gantry.accelerators.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.Kernel;
import io.gantry.accelerators.sysfs.Tree;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Reading;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// NVIDIA's library, played by a small one that the test compiles; without a C compiler the test is skipped.
class NvmlTest {
    private static final String CARD = "0000:06:00.0";
    private static final String SOURCE = """
            #include <string.h>
            static int open_count = 0;
            static int card = 7;
            int nvmlInit_v2(void) { open_count++; return 0; }
            int nvmlShutdown(void) { open_count--; return 0; }
            int nvmlDeviceGetHandleByPciBusId_v2(const char *id, void **device) {
                if (open_count != 1 || strcmp(id, "0000:06:00.0") != 0) return 6;
                *device = &card; return 0;
            }
            int nvmlDeviceGetTemperature(void *device, int sensor, unsigned int *value) {
                if (device != &card || sensor != 0) return 2;
                *value = 51; return 0;
            }
            int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory) {
                memory[0] = 85899345920ULL; memory[1] = 80530636800ULL; memory[2] = 5368709120ULL; return 0;
            }
            int nvmlDeviceGetUtilizationRates(void *device, unsigned int *rates) { rates[0] = 93; rates[1] = 40; return 0; }
            int nvmlDeviceGetMigMode(void *device, unsigned int *now, unsigned int *later) { *now = 1; *later = 1; return 0; }
            int nvmlDeviceGetMaxMigDeviceCount(void *device, unsigned int *count) { *count = 7; return 0; }
            int nvmlDeviceGetMigDeviceHandleByIndex(void *device, unsigned int index, void **slice) {
                *slice = &card; return index < 2 ? 0 : 6;
            }
            """;

    @TempDir
    static Path directory = Path.of("");

    private static Path library() throws IOException, InterruptedException {
        var library = directory.resolve("libnvidia-ml.so.1");
        if (Files.exists(library)) {
            return library;
        }
        var source = Files.writeString(directory.resolve("nvml.c"), SOURCE);
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-w", "-o", library.toString(), source.toString())
                    .inheritIO()
                    .start();
        } catch (IOException none) {
            Assumptions.abort("skipped: there is no C compiler to make a stand-in for NVIDIA's library with");
            throw none;
        }
        assertEquals(0, compiler.waitFor());
        return library;
    }

    @Test
    void figuresComeFromTheLibraryAndWhatItLacksIsLeftOut() throws Exception {
        try (var driver = driver(library())) {
            var readings = driver.measure(driver.discover().getFirst());
            assertEquals(List.of(new Reading("temperature", 51, "celsius"),
                    new Reading("memory-total", 85_899_345_920.0, "bytes"),
                    new Reading("memory-used", 5_368_709_120.0, "bytes"), new Reading("utilisation", 93, "percent"),
                    new Reading("memory-utilisation", 40, "percent")), readings);
        }
    }

    @Test
    void aCardWithMigInstancesIsNotGivenAwayWhole() throws Exception {
        try (var driver = driver(library())) {
            var device = driver.discover().getFirst();
            assertEquals("2 instances", device.properties().get("mig"));
            assertEquals(List.of(), device.attachments());
            assertTrue(device.obstacles().getFirst().contains("nvidia-smi mig"), device.obstacles().toString());
        }
    }

    @Test
    void withoutTheLibraryOrWithAWrongOneTheCardIsFoundAllTheSame() throws Exception {
        var rubbish = Files.writeString(directory.resolve("rubbish.so"), "no library");
        for (var path : List.of(directory.resolve("none"), rubbish, directory)) {
            try (var driver = driver(path)) {
                assertEquals(List.of(CARD), driver.discover().stream().map(Device::id).toList());
                assertEquals(List.of(), driver.measure(driver.discover().getFirst()));
                assertEquals(1, driver.discover().getFirst().attachments().size());
            }
        }
        assertTrue(Nvml.at(rubbish).isEmpty());
    }

    private static GpuDriver driver(Path library) throws IOException {
        var root = directory.resolve("sys");
        if (Files.notExists(root)) {
            Tree.in(root).add(CARD, "10de:20b0", "030200").driver(CARD, "nvidia");
        }
        return new GpuDriver(new GpuOptions(root, List.of(), false, false, library, Path.of("none")),
                new TestContext(directory), Kernel.running());
    }
}
