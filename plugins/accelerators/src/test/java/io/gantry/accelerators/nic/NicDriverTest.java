package io.gantry.accelerators.nic;

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
import io.gantry.tck.PartitionableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NicDriverTest extends AcceleratorContract<NicDriver> {
    private static final String PORT = "0000:3b:00.0";
    private static final UUID HANDLE = new UUID(1, 1);

    @Override
    protected Class<NicDriver> driver() {
        return NicDriver.class;
    }

    @Override
    protected NicDriver open(DriverContext context) throws IOException {
        var root = context.directory().resolve("sys");
        if (Files.notExists(root)) {
            port(Tree.in(root), PORT, "ens1f0");
            port(new Tree(root), "0000:3b:00.1", "ens1f1").set("0000:3b:00.1", "net/ens1f1/flags", "0x1003");
        }
        return driver(root, context, Optional.empty(), Path.of("none"));
    }

    private static Tree port(Tree tree, String address, String name) throws IOException {
        return tree.add(address, "8086:158b", "020000")
                .driver(address, "i40e")
                .set(address, "sriov_totalvfs", "64")
                .set(address, "sriov_numvfs", "0")
                .set(address, "net/" + name + "/flags", "0x1002")
                .set(address, "net/" + name + "/speed", "25000");
    }

    private static NicDriver driver(Path root, DriverContext context, Optional<Boolean> trusted, Path ip) {
        var networks = Map.of("physnet1", List.of("ens1f0", "0000:86:00.0"), "phys-net.2", List.of("ens1f1"));
        return new NicDriver(new NicOptions(root, networks, Map.of("GTPv1", List.of("ens1f0")), 16, trusted,
                trusted.map(on -> !on), ip, Path.of("none")), context, new PlayedKernel(root));
    }

    @Nested
    class Partitioning extends PartitionableContract<NicDriver> {
        @Override
        protected NicDriver open(DriverContext context) throws IOException {
            return NicDriverTest.this.open(context);
        }

        @Override
        protected int mostParts() {
            return 16;
        }
    }

    @Nested
    class Attaching extends AttachableContract<NicDriver> {
        @Override
        protected NicDriver open(DriverContext context) throws IOException {
            return NicDriverTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<NicDriver> {
        @Override
        protected NicDriver open(DriverContext context) throws IOException {
            return NicDriverTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return "0000:3b:00.1";
        }
    }

    @Test
    void aPortSaysWhereItIsWiredToAndWhatItIs() throws Exception {
        var device = open(new TestContext(directory)).discover().getFirst();
        var part = device.parts().getFirst();
        assertEquals(Set.of("CUSTOM_PF", "CUSTOM_PHYSNET1", "CUSTOM_GTPV1", "CUSTOM_NIC_INTEL",
                "CUSTOM_NIC_PRODUCT_ID_158B"), part.traits());
        assertEquals(List.of(new Attachment.Pci(PORT, Optional.of("physnet1"))), part.attachments());
        assertEquals("25000", device.properties().get("speed-mbps"));
        assertEquals("0 of 64 enabled, 0 visible", device.properties().get("virtual-functions"));
    }

    @Test
    void aPortThatTheMachineUsesIsOnlyCut() throws Exception {
        var driver = open(new TestContext(directory));
        var device = driver.discover().getLast();
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("ip link set ens1f1 down"), device.obstacles().toString());
        var cut = driver.partition(device, 4);
        assertEquals(new Attachment.Pci("0000:3b:10.1", Optional.of("phys-net.2")), cut.getFirst());
        var part = driver.discover().getLast().parts().getFirst();
        assertTrue(part.traits().containsAll(Set.of("CUSTOM_VF", "CUSTOM_PHYS_NET_2")), part.traits().toString());
        assertEquals("0000:3b:00.1/vf", part.id());
    }

    @Test
    void whatAGuestHasIsNeitherCutNorMerged() throws Exception {
        var driver = open(new TestContext(directory));
        var device = driver.discover().getFirst();
        driver.attach(device, device.attachments().getFirst(), HANDLE);
        assertEquals(DriverException.Kind.BUSY,
                assertThrows(DriverException.class, () -> driver.partition(device, 2)).kind());
        driver.detach(device, device.attachments().getFirst(), HANDLE);
        var piece = driver.partition(device, 2).get(1);
        driver.attach(device, piece, HANDLE);
        assertEquals(DriverException.Kind.BUSY, assertThrows(DriverException.class, () -> driver.merge(device)).kind());
        driver.detach(device, piece, HANDLE);
        driver.merge(device);
    }

    @Test
    void trustAndSpoofCheckAreSetThroughIp() throws Exception {
        var root = directory.resolve("sys");
        port(Tree.in(root), PORT, "ens1f0");
        var said = directory.resolve("said");
        var ip = Files.writeString(directory.resolve("ip"), "#!/bin/sh\necho \"$@\" >> " + said + "\n");
        var driver = driver(root, new TestContext(directory), Optional.of(true), ip);
        var device = driver.discover().getFirst();
        assertEquals(List.of(), driver.partition(device, 2), "not executable");
        assertTrue(driver.diagnose(PORT).getFirst().contains("iproute2"), driver.diagnose(PORT).toString());
        assertTrue(ip.toFile().setExecutable(true));
        var piece = driver.partition(device, 2).get(1);
        driver.attach(device, piece, HANDLE);
        assertEquals(List.of("link set dev ens1f0 vf 1 trust on spoofchk off"), Files.readAllLines(said));
    }

    @Test
    void wirelessIsNoPortButInfinibandOfTheSameClassIs() throws Exception {
        var tree = Tree.in(directory.resolve("sys"))
                .add("0000:01:00.0", "8086:51f0", "028000")
                .add("0000:02:00.0", "15b3:1003", "028000")
                .add("0000:03:00.0", "14c3:7961", "028000")
                .set("0000:03:00.0", "net/wlan0/phy80211/index", "0")
                .add("0000:04:00.0", "19e5:1822", "028000")
                .set("0000:04:00.0", "net/eth0/mtu", "1500")
                .add("0000:05:00.0", "1af4:1041", "020000")
                .add("0000:06:00.0", "15b3:101b", "020700");
        var driver = driver(tree.root(), new TestContext(directory), Optional.empty(), Path.of("none"));
        assertEquals(List.of("0000:02:00.0", "0000:04:00.0", "0000:06:00.0"),
                driver.discover().stream().map(Device::id).toList());
        tree.driver("0000:04:00.0", "hinic");
        var device = driver.discover().get(1);
        driver.attach(device, device.attachments().getFirst(), HANDLE);
        assertEquals(device.parts(), driver.discover().get(1).parts(), "while a guest has it");
        for (var hidden : List.of("0000:01:00.0", "0000:03:00.0", "0000:05:00.0")) {
            assertEquals(1, driver.diagnose(hidden).size(), hidden);
        }
    }

    @Test
    void aVirtualFunctionOfUnknownPortSaysSo() throws Exception {
        var tree = Tree.in(directory.resolve("sys"))
                .add("0000:05:10.0", "8086:1520", "020000")
                .link("0000:05:10.0", "driver", "../../drivers/igbvf");
        var device = driver(tree.root(), new TestContext(directory), Optional.empty(), Path.of("none")).discover()
                .getFirst();
        assertEquals("unknown", device.properties().get("physical-function"));
        assertTrue(device.parts().getFirst().traits().contains("CUSTOM_VF"));
    }

    @Test
    void representorsOfASwitchAreNoPorts() throws Exception {
        var root = directory.resolve("sys");
        port(Tree.in(root), PORT, "ens1f0").set(PORT, "net/ens1f0/phys_port_name", "p0")
                .set(PORT, "net/ens1f0/phys_switch_id", "98039b7f5c4a")
                .set(PORT, "net/eth4/phys_port_name", "pf0vf0")
                .set(PORT, "net/eth4/flags", "0x1003");
        var device = driver(root, new TestContext(directory), Optional.empty(), Path.of("none")).discover().getFirst();
        assertEquals("ens1f0", device.properties().get("interfaces"));
        assertEquals("98039b7f5c4a", device.properties().get("switchdev"));
        assertEquals(1, device.attachments().size());
    }

    @Test
    void aNetworkThatCannotBeATraitIsRefused() {
        var options = new NicOptions(directory, Map.of("netz/1", List.of("eth0")), Map.of(), 1, Optional.empty(),
                Optional.empty(), Path.of("ip"), Path.of("none"));
        assertThrows(DriverException.class, () -> new NicDriver(options, new TestContext(directory)));
    }
}
