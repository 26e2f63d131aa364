package io.gantry.accelerators.sysfs;

import io.gantry.accelerators.fpga.FpgaDriver;
import io.gantry.accelerators.fpga.FpgaOptions;
import io.gantry.accelerators.gpu.GpuDriver;
import io.gantry.accelerators.gpu.GpuOptions;
import io.gantry.accelerators.nic.NicDriver;
import io.gantry.accelerators.nic.NicOptions;
import io.gantry.accelerators.pci.PciAccelerators;
import io.gantry.accelerators.pci.PciOptions;
import io.gantry.accelerators.ssd.SsdDriver;
import io.gantry.accelerators.ssd.SsdOptions;
import io.gantry.api.AcceleratorDriver;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Times how long each driver looks for devices, when it is asked for by name: `mvn -pl plugins/accelerators -am package
/// -Dtest=DiscoveryBench -Dsurefire.failIfNoSpecifiedTests=false`. The environment variable `GANTRY_TREE` names the tree (`/sys`, or a
/// recorded one); without it one is made: 300 functions, of which four are GPUs, eight ports with 64 virtual functions, eight disks and
/// four FPGAs.
class DiscoveryBench {
    private static final int ROUNDS = 50;
    private static final int NANOS = 1000;

    @TempDir
    Path home = Path.of("");

    @Test
    void looksForDevices() throws IOException, InterruptedException {
        var named = System.getenv("GANTRY_TREE");
        var root = named == null ? tree(home.resolve("sys")) : Path.of(named);
        for (var driver : drivers(root, new TestContext(home)).entrySet()) {
            var times = new ArrayList<Long>();
            var found = 0;
            var first = 0L;
            for (var i = 0; i <= ROUNDS; i++) {
                var start = System.nanoTime();
                found = driver.getValue().discover().size();
                var time = (System.nanoTime() - start) / NANOS;
                if (i == 0) {
                    first = time;
                } else {
                    times.add(time);
                }
            }
            Collections.sort(times);
            System.out.printf("%-5s %3d devices, first %6.1f ms, median %6.1f ms, worst %6.1f ms%n", driver.getKey(),
                    found,
                    first / 1000.0, times.get(ROUNDS / 2) / 1000.0, times.getLast() / 1000.0);
        }
    }

    static Map<String, AcceleratorDriver> drivers(Path root, TestContext context) {
        var none = Path.of("/usr/share/misc/pci.ids");
        var all = new PciOptions.Entry(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("*"),
                Optional.empty(), Optional.empty());
        var drivers = new LinkedHashMap<String, AcceleratorDriver>();
        drivers.put("gpu", new GpuDriver(new GpuOptions(root, List.of(), true, true, Path.of("none"), none), context));
        drivers.put("fpga", new FpgaDriver(new FpgaOptions(root, Map.of(), none), context));
        drivers.put("nic",
                new NicDriver(new NicOptions(root, Map.of(), Map.of(), 64, Optional.empty(), Optional.empty(),
                        Path.of("ip"), none), context));
        drivers.put("ssd", new SsdDriver(new SsdOptions(root, Path.of("/proc"), List.of(), SsdOptions.Erase.CRYPTO,
                Path.of("nvme"), none), context));
        drivers.put("pci", new PciAccelerators(new PciOptions(root, List.of(all), none), context));
        return drivers;
    }

    private static Path tree(Path root) throws IOException {
        var tree = Tree.in(root);
        for (var i = 0; i < 4; i++) {
            tree.add("0000:%02x:00.0".formatted(0x10 + i), "10de:2330", "030200");
            tree.add("0000:%02x:00.0".formatted(0xa0 + i), "10ee:5000", "120000");
        }
        for (var i = 0; i < 8; i++) {
            var port = "0000:%02x:00.0".formatted(0x20 + i);
            tree.add(port, "8086:1592", "020000")
                    .set(port, "sriov_numvfs", "8")
                    .set(port, "net/eth%d/mtu".formatted(i), "1500");
            for (var number = 0; number < 8; number++) {
                tree.virtual(port, number, "0000:%02x:01.%d".formatted(0x20 + i, number), "8086:1889", "020000");
            }
            var disk = "0000:%02x:00.0".formatted(0x60 + i);
            tree.add(disk, "8086:0b60", "010802").set(disk, "nvme/nvme%d/nvme%dn1/size".formatted(i, i), "1024");
        }
        for (var i = 0; i < 212; i++) {
            tree.add("0000:%02x:%02x.0".formatted(0xc0 + i / 32, i % 32), "8086:3c80", "088000");
        }
        return root;
    }
}
