package io.gantry.accelerators.sysfs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Diagnosable;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All drivers on a tree in which chance has broken every third thing.
class HostileTreeTest {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noDriverHangsOrFails(long seed) throws Exception {
        var root = Files.createDirectory(directory.resolve("sys"));
        fill(Tree.in(root));
        var chance = new Random(seed);
        List<Path> files;
        try (var all = Files.walk(root.resolve("bus/pci/devices"))) {
            files = all.skip(1).sorted(Comparator.reverseOrder()).toList();
        }
        for (var file : files) {
            if (chance.nextInt(3) == 0) {
                spoil(file, chance.nextInt(6));
            }
        }
        for (var driver : DiscoveryBench.drivers(root, new TestContext(directory)).values()) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> look(driver), "seed " + seed);
        }
    }

    private static void look(AcceleratorDriver driver) throws InterruptedException {
        for (var device : driver.discover()) {
            assertNotNull(assertDoesNotThrow(() -> ((Diagnosable) driver).diagnose(device.id())));
        }
        assertNotNull(((Diagnosable) driver).diagnose("0000:05:00.0"));
    }

    private static void fill(Tree tree) throws IOException {
        tree.add("0000:01:00.0", "10de:25b6", "030200")
                .set("0000:01:00.0", "sriov_numvfs", "1")
                .virtual("0000:01:00.0", 0, "0000:01:00.4", "10de:25b6", "030200")
                .set("0000:01:00.4", "mdev_supported_types/nvidia-742/name", "NVIDIA A2-1B")
                .set("0000:01:00.4", "mdev_supported_types/nvidia-742/available_instances", "1")
                .set("0000:01:00.0", "nvidia/creatable_vgpu_types", "ID : vGPU Name\n1145  : NVIDIA L40S-1B")
                .add("0000:02:00.0", "8086:09c4", "120000")
                .set("0000:02:00.0", "fpga/intel-fpga-dev.0/intel-fpga-fme.0/pr/interface_id", "0".repeat(32))
                .add("0000:03:00.0", "8086:1572", "020000")
                .set("0000:03:00.0", "net/eth0/flags", "0x1003")
                .set("0000:03:00.0", "sriov_totalvfs", "8")
                .add("0000:04:00.0", "144d:a80a", "010802")
                .set("0000:04:00.0", "nvme/nvme0/nvme0n1/nvme0n1p1/dev", "259:1")
                .add("0000:05:00.0", "8086:37c8", "0b4000");
        tree.group("0000:03:00.0", 1).group("0000:04:00.0", 1).driver("0000:03:00.0", "i40e");
    }

    /// A file or a whole directory becomes something else, or is gone.
    private static void spoil(Path file, int how) throws Exception {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            try (var inner = Files.walk(file)) {
                for (var one : inner.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        } else {
            Files.deleteIfExists(file);
        }
        switch (how) {
            case 0 -> Files.write(file, new byte[]{0, -1, 127, 10, -128});
            case 1 -> Files.createSymbolicLink(file, file.getFileName());
            case 2 -> Files.createSymbolicLink(file, Path.of(".."));
            case 3 -> Files.writeString(file, "99999999999999999999\n".repeat(10_000));
            case 4 -> new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
            default -> Files.createDirectory(file);
        }
    }
}
