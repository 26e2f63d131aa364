package io.gantry.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Device.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    @TempDir
    Path directory = Path.of("");

    private Tree tree = new Tree(directory);

    @BeforeEach
    void makeTree() throws IOException {
        tree = Tree.in(directory.resolve("sys"));
    }

    @Test
    void classAndVendorDecideWhatADeviceIs() throws IOException {
        tree.add("0000:01:00.0", "10de:2331", "030200")
                .add("0000:02:00.0", "1002:74a1", "120000")
                .add("0000:03:00.0", "1002:740f", "038000")
                .add("0000:04:00.0", "10ee:5000", "120000")
                .add("0000:05:00.0", "8086:09c4", "120000")
                .add("0000:06:00.0", "19e5:d100", "120000")
                .add("0000:07:00.0", "8086:225c", "0b4000")
                .add("0000:08:00.0", "8086:1572", "020000")
                .add("0000:09:00.0", "15b3:101b", "020700")
                .add("0000:0a:00.0", "144d:a80a", "010802");
        assertEquals(Map.of("0000:01:00.0", Kind.GPU, "0000:02:00.0", Kind.GPU, "0000:03:00.0", Kind.GPU,
                "0000:04:00.0", Kind.FPGA,
                "0000:05:00.0", Kind.FPGA, "0000:06:00.0", Kind.PCI, "0000:07:00.0", Kind.PCI, "0000:08:00.0", Kind.NIC,
                "0000:09:00.0",
                Kind.NIC, "0000:0a:00.0", Kind.SSD), kinds());
    }

    @Test
    void consolesSwitchesAndTheDevicesOfVirtualMachinesAreNone() throws IOException {
        tree.add("0000:01:00.0", "1a03:2000", "030000")
                .add("0000:02:00.0", "102b:0536", "030000")
                .add("0000:03:00.0", "10de:22a3", "068000")
                .add("0000:04:00.0", "1af4:1041", "020000")
                .add("0000:05:00.0", "1b36:0010", "010802")
                .add("0000:06:00.0", "1af4:1050", "038000")
                .add("0000:07:00.0", "8086:100e", "020000")
                .set("0000:07:00.0", "subsystem_vendor", "0x1af4");
        assertEquals(Map.of(), kinds());
        assertEquals(Map.of(), kinds("class:03"), "a console is none even where its class is allowed");
        assertEquals(Map.of("0000:01:00.0", Kind.PCI), kinds("1a03:2000"), "named, but still no GPU");
    }

    @Test
    void integratedGraphicsAreReportedOnlyWhenAllowed() throws IOException {
        tree.add("0000:00:02.0", "8086:46a6", "030000").add("0000:01:00.0", "10de:2330", "030200");
        assertEquals(Set.of("0000:01:00.0"), kinds().keySet());
        for (var pattern : List.of("8086:46A6", "8086:*", "class:0300")) {
            assertEquals(Kind.GPU, kinds(pattern).get("0000:00:02.0"), pattern);
        }
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        for (var pattern : List.of("", "8086", "8086:", "class:3", "*:*", "8086:46a6:1", "vendor:8086")) {
            var failure = assertThrows(DriverException.class, () -> kinds(pattern), pattern);
            assertTrue(failure.toString().contains("vendor:product"), failure.getMessage());
        }
    }

    @Test
    void wirelessIsNoOffloadButInfinibandOfTheSameClassIs() throws IOException {
        tree.add("0000:01:00.0", "8086:51f0", "028000")
                .add("0000:02:00.0", "15b3:1003", "028000")
                .add("0000:03:00.0", "14c3:7961", "028000")
                .set("0000:03:00.0", "net/wlan0/phy80211/index", "0")
                .add("0000:04:00.0", "19e5:1822", "028000")
                .set("0000:04:00.0", "net/eth0/mtu", "1500");
        assertEquals(Set.of("0000:02:00.0", "0000:04:00.0"), kinds().keySet());
    }

    @Test
    void virtualFunctionsWithLinksArePartsOfTheirDevice() throws IOException {
        tree.add("0000:3b:00.0", "8086:158b", "020000")
                .set("0000:3b:00.0", "sriov_numvfs", "2")
                .set("0000:3b:00.0", "sriov_totalvfs", "64")
                .link("0000:3b:00.0", "virtfn0", "../0000:3b:02.0")
                .link("0000:3b:00.0", "virtfn1", "../0000:3b:02.1");
        for (var part : List.of("0000:3b:02.0", "0000:3b:02.1")) {
            tree.add(part, "8086:154c", "020000").link(part, "physfn", "../0000:3b:00.0");
        }
        var device = only();
        assertEquals(List.of(new Attachment.Pci("0000:3b:02.0"), new Attachment.Pci("0000:3b:02.1")),
                device.attachments());
        assertEquals("CUSTOM_NIC", device.parts().getFirst().resourceClass());
        assertEquals("2 of 64 enabled, 2 visible", device.properties().get("virtual-functions"));
    }

    @Test
    void virtualFunctionsWithoutLinksAreFoundByOffsetAndStrideAcrossBuses() throws IOException {
        tree.add("0000:05:00.1", "8086:1521", "020000")
                .set("0000:05:00.1", "sriov_numvfs", "3")
                .set("0000:05:00.1", "sriov_totalvfs", "7")
                .set("0000:05:00.1", "sriov_offset", "247")
                .set("0000:05:00.1", "sriov_stride", "8")
                .set("0000:05:00.1", "sriov_vf_device", "1520")
                .add("0000:05:1f.0", "8086:1520", "020000")
                .add("0000:06:00.0", "8086:1520", "020000")
                .add("0000:06:01.0", "8086:10fb", "020000");
        assertEquals(Set.of("0000:05:00.1", "0000:06:01.0"), kinds().keySet(),
                "an adapter at such an address stays one");
        var parts = devices().stream()
                .filter(one -> one.id().equals("0000:05:00.1"))
                .findAny()
                .orElseThrow()
                .attachments();
        assertEquals(List.of(new Attachment.Pci("0000:05:1f.0"), new Attachment.Pci("0000:06:00.0")), parts);
    }

    @Test
    void virtualFunctionsOfAnUnknownParentAreKnownByTheirDriver() throws IOException {
        tree.add("0000:05:10.0", "8086:1520", "020000").link("0000:05:10.0", "driver", "../../drivers/igbvf");
        assertEquals(Map.of(), kinds());
    }

    @Test
    void aGpuThatIsCutIsNotHandedOutWhole() throws IOException {
        tree.add("0000:08:00.0", "10de:25b6", "030200")
                .set("0000:08:00.0", "sriov_numvfs", "16")
                .set("0000:08:00.0", "sriov_totalvfs", "16");
        assertEquals(List.of(), only().attachments());
        assertTrue(only().obstacles().getFirst().contains("virtual functions"));
    }

    @Test
    void aDiskThatThisHostUsesIsNotHandedOut() throws IOException {
        tree.add("0000:04:00.0", "144d:a80a", "010802").link("0000:04:00.0", "driver", "../../drivers/nvme");
        assertEquals(List.of(), only().attachments());
        Files.delete(tree.path("0000:04:00.0").resolve("driver"));
        tree.link("0000:04:00.0", "driver", "../../drivers/vfio-pci");
        assertEquals(List.of(new Attachment.Pci("0000:04:00.0")), only().attachments());
    }

    @Test
    void propertiesTraitsAndResourcesSayWhatIsKnown() throws IOException {
        tree.add("0000:86:00.0", "8086:158b", "020000")
                .set("0000:86:00.0", "numa_node", "1")
                .link("0000:86:00.0", "driver", "../drivers/i40e")
                .link("0000:86:00.0", "iommu_group", "../../kernel/iommu_groups/42")
                .set("0000:86:00.0", "net/ens1f0/mtu", "9000");
        var device = only();
        assertEquals(Map.of("class", "020000", "vendor-id", "8086", "product-id", "158b", "numa-node", "1", "driver",
                "i40e", "iommu-group",
                "42", "interfaces", "ens1f0"), device.properties());
        assertEquals(Set.of("CUSTOM_PCI_INTEL", "CUSTOM_PCI_PRODUCT_ID_158B"), device.parts().getFirst().traits());
        assertEquals("Intel 8086:158b", device.name());
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
        var driver = new PciAccelerators(new PciOptions(tree.root(), List.of(), list));
        assertEquals("Intel Corporation Ethernet Controller XXV710 for 25GbE SFP28",
                driver.discover().getFirst().name());
    }

    @Test
    void aFunctionThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        tree.set("0000:00:1f.2", "class", "0x010601")
                .add("10001:01:00.0", "144d:a80a", "010802")
                .set("0000:02:00.0", "vendor", "rubbish");
        Files.createDirectories(tree.path("not-an-address"));
        assertEquals(Set.of("10001:01:00.0"), kinds().keySet());
    }

    @Test
    void aRootThatIsNoneIsRefusedAndAMachineWithoutPciHasNothing() throws IOException {
        assertThrows(DriverException.class, () -> new PciAccelerators(options(directory.resolve("none"), List.of())));
        var empty = new PciAccelerators(options(Files.createDirectory(directory.resolve("empty")), List.of()));
        assertEquals(DriverException.Kind.UNREACHABLE, assertThrows(DriverException.class, empty::discover).kind());
        Files.createDirectory(directory.resolve("empty/bus"));
        assertEquals(List.of(), empty.discover());
    }

    private Device only() {
        assertEquals(1, devices().size(), devices().toString());
        return devices().getFirst();
    }

    private List<Device> devices(String... allow) {
        return new PciAccelerators(options(tree.root(), List.of(allow))).discover();
    }

    private Map<String, Kind> kinds(String... allow) {
        return devices(allow).stream().collect(Collectors.toMap(Device::id, Device::kind));
    }

    private PciOptions options(Path root, List<String> allow) {
        return new PciOptions(root, allow, directory.resolve("no-list"));
    }
}
