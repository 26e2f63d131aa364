package io.gantry.accelerators.sysfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PciBusTest {
    private static final String PORT = "0000:3b:00.0";

    @TempDir
    Path directory = Path.of("");

    private Tree tree = new Tree(directory);

    @BeforeEach
    void makeTree() throws IOException {
        tree = Tree.in(directory.resolve("sys"));
    }

    @Test
    void addressesMayHaveDomainsOfFourToEightDigits() throws IOException {
        tree.add("0000:01:00.0", "8086:1572", "020000")
                .add("10001:84:00.0", "144d:a80a", "010802")
                .add("deadbeef:00:1f.7", "144d:a80a", "010802");
        assertEquals(List.of("0000:01:00.0", "10001:84:00.0", "deadbeef:00:1f.7"),
                machine().bus().functions().stream().map(PciFunction::address).toList());
        assertEquals("deadbeef:00:1f", machine().bus().get("deadbeef:00:1f.7").orElseThrow().slot());
    }

    @Test
    void linksTellVirtualFunctionsInTheirOrder() throws IOException {
        tree.add(PORT, "8086:158b", "020000").set(PORT, "sriov_numvfs", "12");
        for (var i = 0; i < 12; i++) {
            tree.virtual(PORT, i, PciFunction.address("0000:", 0x3b10 + i), "8086:154c", "020000");
        }
        var bus = machine().bus();
        var port = bus.get(PORT).orElseThrow();
        assertEquals(12, bus.virtual().of(port).size());
        assertEquals("0000:3b:02.0", bus.virtual().of(port).getFirst());
        assertEquals("0000:3b:03.3", bus.virtual().of(port).getLast());
        assertEquals(List.of(PORT), bus.physical().stream().map(PciFunction::address).toList());
    }

    @Test
    void withoutLinksOffsetAndStrideTellThemAcrossBuses() throws IOException {
        tree.add("0000:05:00.1", "8086:1521", "020000")
                .set("0000:05:00.1", "sriov_numvfs", "3")
                .set("0000:05:00.1", "sriov_offset", "247")
                .set("0000:05:00.1", "sriov_stride", "8")
                .set("0000:05:00.1", "sriov_vf_device", "1520")
                .add("0000:05:1f.0", "8086:1520", "020000")
                .add("0000:06:00.0", "8086:1520", "020000")
                .add("0000:06:01.0", "8086:10fb", "020000");
        var bus = machine().bus();
        assertEquals(List.of("0000:05:1f.0", "0000:06:00.0"),
                bus.virtual().of(bus.get("0000:05:00.1").orElseThrow()), "an adapter at such an address stays one");
    }

    @Test
    void withoutAnyWordTheRuleIsTurnedRound() throws IOException {
        for (var port = 0; port < 2; port++) {
            tree.add("0000:05:00." + port, "8086:1521", "020000");
            for (var slot : List.of("10", "11")) {
                for (var function : List.of(port, port + 4)) {
                    var address = "0000:05:%s.%d".formatted(slot, function);
                    tree.add(address, "8086:1520", "020000").link(address, "driver", "../../drivers/igbvf");
                }
            }
        }
        var bus = machine().bus();
        assertEquals(List.of("0000:05:10.1", "0000:05:10.5", "0000:05:11.1", "0000:05:11.5"),
                bus.virtual().of(bus.get("0000:05:00.1").orElseThrow()));
        assertEquals(List.of(), bus.orphans());
    }

    @Test
    void whereTheRuleIsAmbiguousTheParentIsUnknown() throws IOException {
        tree.add("0000:05:00.0", "8086:1521", "020000")
                .add("0000:05:10.0", "8086:1520", "020000")
                .link("0000:05:10.0", "driver", "../../drivers/igbvf")
                .add("0000:05:01.0", "8086:1521", "020000");
        var bus = machine().bus();
        assertEquals(List.of("0000:05:10.0"), bus.orphans().stream().map(PciFunction::address).toList());
        assertEquals(Optional.empty(), bus.virtual().parent("0000:05:10.0"));
    }

    @Test
    void manyVirtualFunctionsAreNoTrouble() throws IOException {
        tree.add(PORT, "15b3:101b", "020000").set(PORT, "sriov_numvfs", "4096");
        tree.add("one", "15b3:101c", "020000");
        for (var i = 0; i < 4096; i++) {
            var address = PciFunction.address("0000:", 0x3b10 + i);
            Files.createSymbolicLink(tree.path(address), Path.of("one"));
            tree.link(PORT, "virtfn" + i, "../" + address);
        }
        var bus = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> machine().bus());
        assertEquals(4096, bus.virtual().of(bus.get(PORT).orElseThrow()).size());
    }

    @Test
    void aHostileTreeEndsInOneWarningForEachFault() throws Exception {
        tree.add("0000:01:00.0", "8086:1572", "020000")
                .set("0000:02:00.0", "class", "0x010601")
                .add("0000:03:00.0", "8086:1572", "020000")
                .set("0000:03:00.0", "vendor", "rubbish")
                .add("0000:04:00.0", "8086:1572", "020000")
                .add("0000:07:00.0", "8086:1572", "020000");
        Files.write(tree.path("0000:04:00.0").resolve("device"), new byte[]{0x7f, 'E', 'L', 'F', 0, 1, (byte) 0xff});
        Files.createSymbolicLink(tree.path("0000:05:00.0"), Path.of("0000:05:00.0"));
        Files.createSymbolicLink(tree.path("0000:06:00.0"), Path.of("/proc/self"));
        Files.delete(tree.path("0000:07:00.0").resolve("class"));
        Files.createDirectory(tree.path("0000:07:00.0").resolve("class"));
        tree.add("0000:08:00.0", "8086:1572", "020000");
        try (var huge = new RandomAccessFile(tree.path("0000:08:00.0").resolve("vendor").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        assertEquals(0, new ProcessBuilder("mkfifo", tree.path("0000:01:00.0").resolve("numa_node").toString()).start()
                .waitFor());
        var machine = machine();
        for (var i = 0; i < 3; i++) {
            var bus = assertTimeoutPreemptively(Duration.ofSeconds(5), machine::bus);
            assertEquals(List.of("0000:01:00.0"), bus.functions().stream().map(PciFunction::address).toList());
            bus.properties(bus.get("0000:01:00.0").orElseThrow());
        }
        assertEquals(7, machine.warnings().standing().size(), machine.warnings().standing().toString());
        assertTrue(machine.warnings().of("0000:02:00.0").getFirst().contains("cannot be read"));
        tree.add("0000:03:00.0", "8086:1572", "020000");
        machine.bus();
        assertEquals(6, machine.warnings().standing().size(), "a fault that is mended is forgotten");
    }

    @Test
    void linksThatRunInCirclesBindNobody() throws IOException {
        tree.add("0000:01:00.0", "8086:1572", "020000")
                .link("0000:01:00.0", "virtfn0", "../0000:01:00.0")
                .add("0000:02:00.0", "8086:1572", "020000")
                .link("0000:02:00.0", "physfn", "../0000:03:00.0")
                .add("0000:03:00.0", "8086:1572", "020000")
                .link("0000:03:00.0", "physfn", "../0000:02:00.0")
                .link("0000:01:00.0", "driver", "driver")
                .link("0000:01:00.0", "iommu_group", "iommu_group");
        var bus = machine().bus();
        assertEquals(List.of("0000:01:00.0"), bus.physical().stream().map(PciFunction::address).toList());
    }

    @Test
    void aRootThatIsNoneIsRefusedAndAMachineWithoutPciHasNothing() throws IOException {
        assertThrows(DriverException.class, () -> machine(directory.resolve("none")));
        var empty = machine(Files.createDirectory(directory.resolve("empty")));
        assertEquals(DriverException.Kind.UNREACHABLE, assertThrows(DriverException.class, empty::bus).kind());
        Files.createDirectory(directory.resolve("empty/bus"));
        assertEquals(0, empty.bus().functions().size());
    }

    @Test
    void namesComeFromTheListWhereThereIsOne() throws IOException {
        tree.add("0000:86:00.0", "8086:158b", "020000");
        var list = Files.writeString(directory.resolve("pci.ids"), """
                # comment
                8086  Intel Corporation
                \t1572  Ethernet Controller X710 for 10GbE SFP+
                \t158b  Ethernet Controller XXV710 for 25GbE SFP28
                \t\t1590 0000  a subsystem
                8087  Another
                \t158b  Something else
                C 02  Network controller
                """);
        var functions = machine().bus().functions();
        var function = functions.iterator().next();
        assertEquals("Intel Corporation Ethernet Controller XXV710 for 25GbE SFP28",
                Names.of(list, functions).of(function));
        assertEquals("Intel 8086:158b", Names.of(directory.resolve("none"), functions).of(function));
    }

    private Machine machine() {
        return machine(tree.root());
    }

    private Machine machine(Path root) {
        return new Machine(root, directory.resolve("none"), new TestContext(directory), Kernel.running());
    }
}
