package io.gantry.accelerators.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.PlayedKernel;
import io.gantry.accelerators.sysfs.Tree;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.AcceleratorContract;
import io.gantry.tck.AttachableContract;
import io.gantry.tck.DiagnosableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PciAcceleratorsTest extends AcceleratorContract<PciAccelerators> {
    private static final UUID HANDLE = new UUID(7, 7);

    @Override
    protected Class<PciAccelerators> driver() {
        return PciAccelerators.class;
    }

    @Override
    protected PciAccelerators open(DriverContext context) throws IOException {
        var root = context.directory().resolve("sys");
        if (Files.notExists(root)) {
            Tree.in(root)
                    .add("0000:3b:00.0", "8086:37c8", "0b4000")
                    .driver("0000:3b:00.0", "c6xx")
                    .add("0000:5e:00.0", "19e5:d100", "120000")
                    .add("10001:01:00.0", "144d:a80a", "010802")
                    .add("0000:00:1f.0", "8086:a1c1", "060100");
        }
        return driver(root, context, byVendor("8086", "37c8"), byVendor("19e5", "*"), byAddress("10001:*"));
    }

    @Nested
    class Attaching extends AttachableContract<PciAccelerators> {
        @Override
        protected PciAccelerators open(DriverContext context) throws IOException {
            return PciAcceleratorsTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<PciAccelerators> {
        @Override
        protected PciAccelerators open(DriverContext context) throws IOException {
            return PciAcceleratorsTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return "0000:00:1f.0";
        }
    }

    @Test
    void qatAndAscendAreWhatTheyAreAndRegisterable() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            var found = driver.discover();
            assertEquals(List.of(Device.Kind.QAT, Device.Kind.AICHIP, Device.Kind.PCI),
                    found.stream().map(Device::kind).toList());
            var qat = found.getFirst().parts().getFirst();
            assertEquals("CUSTOM_QAT", qat.resourceClass());
            assertEquals(Set.of("CUSTOM_PCI_HUAWEI", "CUSTOM_PCI_PRODUCT_ID_D100"),
                    found.get(1).parts().getFirst().traits());
            assertEquals("10001:01:00.0", found.get(2).id());
        }
    }

    @Test
    void anAddressStandsForTheVirtualFunctionsOfThatPort() throws Exception {
        var tree = tree().add("0000:3b:00.0", "8086:158b", "020000").set("0000:3b:00.0", "sriov_numvfs", "2");
        tree.virtual("0000:3b:00.0", 0, "0000:3b:02.0", "8086:154c", "020000")
                .virtual("0000:3b:00.0", 1, "0000:3b:02.1", "8086:154c", "020000");
        var device = only(byAddress("3b:00.0"));
        assertEquals(List.of(new Attachment.Pci("0000:3b:02.0"), new Attachment.Pci("0000:3b:02.1")),
                device.attachments());
        assertEquals("0000:3b:00.0/vf", device.parts().getFirst().id());
        assertEquals(List.of("0000:3b:02.0", "0000:3b:02.1"),
                find(byVendor("8086", "154c")).stream().map(Device::id).toList(),
                "named alone, a virtual function is a device of its own");
        assertTrue(driver(tree.root(), new TestContext(directory), byAddress("3b:00.0")).diagnose("0000:3b:02.1")
                .getFirst()
                .contains("a virtual function of 0000:3b:00.0"));
    }

    @Test
    void aDeviceThatIsCutInvisiblyIsNotOffered() throws Exception {
        tree().add("0000:3b:00.0", "8086:37c8", "0b4000").set("0000:3b:00.0", "sriov_numvfs", "16");
        assertEquals(List.of(), only(byVendor("8086", "37c8")).attachments());
        assertTrue(only(byVendor("8086", "37c8")).obstacles().getFirst().contains("cannot be seen"));
    }

    @Test
    void anIommuGroupIsGivenAwayWholeOrNotAtAll() throws Exception {
        var tree = tree().add("0000:01:00.0", "144d:a80a", "010802")
                .group("0000:01:00.0", 5)
                .add("0000:00:01.0", "8086:1901", "060400")
                .group("0000:00:01.0", 5)
                .driver("0000:00:01.0", "pcieport");
        assertEquals(1, only(byAddress("01:00.0")).attachments().size(), "bridges do not count");
        tree.add("0000:02:00.0", "8086:1572", "020000").group("0000:02:00.0", 5);
        assertEquals(1, only(byAddress("01:00.0")).attachments().size(), "nobody uses the other one");
        tree.driver("0000:02:00.0", "i40e");
        var refused = only(byAddress("01:00.0"));
        assertEquals(List.of(), refused.attachments());
        assertTrue(refused.obstacles().getFirst().contains("group 5") && refused.obstacles()
                .getFirst()
                .contains("0000:02:00.0 (i40e)"), refused.obstacles().toString());
        var both = find(byAddress("01:00.0"), byAddress("02:00.0"));
        assertEquals(List.of(1, 0), both.stream().map(device -> device.attachments().size()).toList());
        assertTrue(both.get(1).obstacles().getFirst().contains("goes with 0000:01:00.0"));
    }

    @Test
    void withoutIommuNothingIsOffered() throws Exception {
        var tree = tree().add("0000:01:00.0", "144d:a80a", "010802");
        Files.createDirectories(tree.root().resolve("kernel/iommu_groups"));
        var device = only(byAddress("01:00.0"));
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("intel_iommu=on"), device.obstacles().toString());
    }

    @Test
    void attachingGoesToVfioAndDetachingBackToTheDriver() throws Exception {
        var tree = tree().add("0000:01:00.0", "10de:20b0", "030200")
                .group("0000:01:00.0", 1)
                .driver("0000:01:00.0", "nvidia")
                .add("0000:01:00.1", "10de:1aef", "040300")
                .group("0000:01:00.1", 1)
                .driver("0000:01:00.1", "snd_hda_intel");
        var kernel = new PlayedKernel(tree.root());
        var driver = new PciAccelerators(options(tree.root(), byAddress("01:00.*")), new TestContext(directory),
                kernel);
        var device = driver.discover().getFirst();
        var piece = device.attachments().getFirst();
        driver.attach(device, piece, HANDLE);
        for (var address : List.of("0000:01:00.0", "0000:01:00.1")) {
            assertEquals("vfio-pci",
                    Files.readSymbolicLink(tree.path(address).resolve("driver")).getFileName().toString());
        }
        var before = kernel.orders().size();
        driver.attach(device, piece, HANDLE);
        assertEquals(before, kernel.orders().size(), "attached again, nothing is left to do");
        var other = assertThrows(DriverException.class, () -> driver.attach(device, piece, new UUID(7, 8)));
        assertEquals(DriverException.Kind.BUSY, other.kind());
        driver.detach(device, piece, HANDLE);
        assertEquals("nvidia",
                Files.readSymbolicLink(tree.path("0000:01:00.0").resolve("driver")).getFileName().toString());
        assertEquals("snd_hda_intel",
                Files.readSymbolicLink(tree.path("0000:01:00.1").resolve("driver")).getFileName().toString());
    }

    @Test
    void withoutTheModuleNothingIsTouched() throws Exception {
        var tree = tree().add("0000:01:00.0", "10de:20b0", "030200").driver("0000:01:00.0", "nvidia");
        Files.delete(tree.root().resolve("bus/pci/drivers/vfio-pci"));
        var driver = driver(tree.root(), new TestContext(directory), byAddress("01:00.0"));
        var device = driver.discover().getFirst();
        var failure = assertThrows(DriverException.class,
                () -> driver.attach(device, device.attachments().getFirst(), HANDLE));
        assertTrue(failure.toString().contains("modprobe vfio-pci"), failure.toString());
        assertTrue(Files.exists(tree.path("0000:01:00.0").resolve("driver")));
    }

    @Test
    void anInterfaceNamesItsDevice() throws Exception {
        tree().add("0000:01:00.0", "8086:1572", "020000")
                .set("0000:01:00.0", "net/ens1f0/mtu", "1500")
                .add("0000:02:00.0", "8086:1572", "020000");
        assertEquals("0000:01:00.0", only(entry("", "", "", "", "ens1f0")).id());
        var kernel = new PlayedKernel(tree().root());
        tree().driver("0000:01:00.0", "i40e");
        var driver = new PciAccelerators(options(tree().root(), entry("", "", "", "", "ens1f0")),
                new TestContext(directory),
                kernel);
        var device = driver.discover().getFirst();
        driver.attach(device, device.attachments().getFirst(), HANDLE);
        assertEquals(List.of("0000:01:00.0"), driver.discover().stream().map(Device::id).toList(),
                "also while a guest has it, and there is no interface");
        driver.detach(device, device.attachments().getFirst(), HANDLE);
        assertEquals(2, find(entry("", "", "02", "", "")).size(), "by class");
        assertEquals(0, find().size(), "without an entry");
        tree().add("0000:00:01.0", "8086:1901", "060400");
        assertEquals(2, find(byAddress("*")).size(), "no bridge");
    }

    @Test
    void anEntryThatIsNoneIsRefused() {
        for (var entry : List.of(entry("", "", "", "", ""), byVendor("80", ""), byVendor("8086", "xyz"),
                entry("", "", "0", "", ""), entry("", "", "", "3b:00.0; rm", ""), entry("", "", "", "", "../eth0"),
                entry("", "", "", "3b:00.0", "eth0"))) {
            assertEquals(DriverException.Kind.INVALID,
                    assertThrows(DriverException.class, () -> find(entry), entry.toString()).kind());
        }
    }

    private Tree tree() throws IOException {
        return Tree.in(directory.resolve("sys"));
    }

    private Device only(PciOptions.Entry... allow) throws IOException {
        var found = find(allow);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private List<Device> find(PciOptions.Entry... allow) throws IOException {
        return driver(tree().root(), new TestContext(directory), allow).discover();
    }

    private static PciAccelerators driver(Path root, DriverContext context, PciOptions.Entry... allow) {
        return new PciAccelerators(options(root, allow), context, new PlayedKernel(root));
    }

    private static PciOptions options(Path root, PciOptions.Entry... allow) {
        return new PciOptions(root, List.of(allow), Path.of("none"));
    }

    static PciOptions.Entry byVendor(String vendor, String product) {
        return entry(vendor, product, "", "", "");
    }

    static PciOptions.Entry byAddress(String address) {
        return entry("", "", "", address, "");
    }

    private static PciOptions.Entry entry(String vendor, String product, String type, String address, String devname) {
        return new PciOptions.Entry(said(vendor), said(product), said(type), said(address), said(devname),
                Optional.empty());
    }

    private static Optional<String> said(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
