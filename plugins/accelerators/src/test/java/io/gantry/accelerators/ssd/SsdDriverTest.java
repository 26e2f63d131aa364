package io.gantry.accelerators.ssd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.PlayedKernel;
import io.gantry.accelerators.sysfs.Tree;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Reading;
import io.gantry.tck.AcceleratorContract;
import io.gantry.tck.AttachableContract;
import io.gantry.tck.CleanableContract;
import io.gantry.tck.DiagnosableContract;
import io.gantry.tck.MeasurableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SsdDriverTest extends AcceleratorContract<SsdDriver> {
    private static final String DISK = "0000:04:00.0";
    private static final String ROOT_DISK = "0000:05:00.0";

    @Override
    protected Class<SsdDriver> driver() {
        return SsdDriver.class;
    }

    @Override
    protected SsdDriver open(DriverContext context) throws IOException {
        var root = context.directory().resolve("sys");
        if (Files.notExists(root)) {
            disk(disk(Tree.in(root), DISK, 0), ROOT_DISK, 1).set(ROOT_DISK, "nvme/nvme1/nvme1n1/nvme1n1p1/dev",
                    "259:3");
            Files.createDirectories(context.directory().resolve("proc/self"));
            Files.writeString(context.directory().resolve("proc/self/mountinfo"),
                    "25 1 259:3 / / rw,relatime shared:1 - ext4 /dev/root rw\n");
            program(context.directory());
        }
        return driver(context, List.of());
    }

    private static Tree disk(Tree tree, String address, int number) throws IOException {
        var name = "nvme/nvme%d/".formatted(number);
        return tree.add(address, "144d:a80a", "010802")
                .driver(address, "nvme")
                .set(address, name + "model", "SAMSUNG MZVL21T0HCLR")
                .set(address, name + "nvme%dn1/size".formatted(number), "2000409264")
                .set(address, name + "hwmon3/temp1_input", "38850");
    }

    /// Answers as nvme-cli would, and writes down what it was asked.
    private static void program(Path directory) throws IOException {
        var said = directory.resolve("said");
        var program = Files.writeString(directory.resolve("nvme"), """
                #!/bin/sh
                echo "$@" >> %s
                if [ "$1" = smart-log ]; then
                  echo '{"critical_warning":0,"temperature":312,"avail_spare":100,"percent_used":7,"power_on_hours":4711}'
                fi
                """.formatted(said));
        assertTrue(program.toFile().setExecutable(true));
    }

    private static SsdDriver driver(DriverContext context, List<String> keep) {
        var home = context.directory();
        var options = new SsdOptions(home.resolve("sys"), home.resolve("proc"), keep, SsdOptions.Erase.USER_DATA,
                home.resolve("nvme"), Path.of("none"));
        return new SsdDriver(options, context, new PlayedKernel(home.resolve("sys")));
    }

    @Nested
    class Attaching extends AttachableContract<SsdDriver> {
        @Override
        protected SsdDriver open(DriverContext context) throws IOException {
            return SsdDriverTest.this.open(context);
        }
    }

    @Nested
    class Cleaning extends CleanableContract<SsdDriver> {
        @Override
        protected SsdDriver open(DriverContext context) throws IOException {
            return SsdDriverTest.this.open(context);
        }
    }

    @Nested
    class Measuring extends MeasurableContract<SsdDriver> {
        @Override
        protected SsdDriver open(DriverContext context) throws IOException {
            return SsdDriverTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<SsdDriver> {
        @Override
        protected SsdDriver open(DriverContext context) throws IOException {
            return SsdDriverTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return ROOT_DISK;
        }
    }

    @Test
    void aDiskSaysWhatItIs() throws Exception {
        var device = open(new TestContext(directory)).discover().getFirst();
        var part = device.parts().getFirst();
        assertEquals("CUSTOM_SSD", part.resourceClass());
        assertEquals(Set.of("CUSTOM_SSD_SAMSUNG", "CUSTOM_SSD_PRODUCT_ID_A80A"), part.traits());
        assertEquals("nvme0n1", device.properties().get("namespaces"));
        assertEquals("1024209543168", device.properties().get("bytes"));
    }

    @Test
    void theRootFileSystemIsNeitherGivenAwayNorErased() throws Exception {
        var driver = open(new TestContext(directory));
        var device = driver.discover().getLast();
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("holds the root file system"), device.obstacles().toString());
        var piece = new Attachment.Pci(ROOT_DISK);
        for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                () -> driver.clean(device, piece, (step, done, total) -> {}),
                () -> driver.attach(device, piece, new UUID(1, 1)))) {
            assertEquals(Kind.INVALID, assertThrows(DriverException.class, call).kind());
        }
        assertFalse(Files.exists(directory.resolve("said")), "nothing was run");
    }

    @Test
    void whatIsMountedSwappedOrHeldIsInUse() throws Exception {
        open(new TestContext(directory)).close();
        var mounts = directory.resolve("proc/self/mountinfo");
        for (var mount : List.of("36 25 0:44 /@ /data rw - btrfs /dev/nvme0n1 rw",
                "36 25 9:1 / /data rw shared:5 master:1 - bcachefs /dev/sda1:/dev/nvme0n1 rw")) {
            Files.writeString(mounts, mount + "\n");
            assertUsed("is mounted at /data");
        }
        Files.writeString(mounts, "");
        assertEquals(1, find().getFirst().attachments().size());
        Files.writeString(directory.resolve("proc/swaps"), "Filename Type\n/dev/nvme0n1 partition 8 0 -2\n");
        assertUsed("swapped to");
        Files.delete(directory.resolve("proc/swaps"));
        var tree = new Tree(directory.resolve("sys"));
        Files.createDirectories(tree.root().resolve("fs/btrfs/1234/devices/nvme0n1"));
        assertUsed("btrfs");
        Files.delete(tree.root().resolve("fs/btrfs/1234/devices/nvme0n1"));
        Files.createDirectories(tree.path(DISK).resolve("nvme/nvme0/nvme0n1/holders/dm-0"));
        assertUsed("nvme0n1 is part of dm-0");
        Files.delete(tree.path(DISK).resolve("nvme/nvme0/nvme0n1/holders/dm-0"));
        Files.delete(mounts);
        assertUsed("nobody knows");
    }

    private void assertUsed(String why) throws Exception {
        var device = find().getFirst();
        assertTrue(device.attachments().isEmpty() && device.obstacles().getFirst().contains(why),
                device.obstacles().toString());
    }

    private List<io.gantry.api.accelerator.Device> find() {
        return driver(new TestContext(directory), List.of()).discover();
    }

    @Test
    void partitionsKeepADiskUntilItIsErased() throws Exception {
        var driver = open(new TestContext(directory));
        var tree = new Tree(directory.resolve("sys")).set(DISK, "nvme/nvme0/nvme0n1/nvme0n1p1/partition", "1");
        var device = driver.discover().getFirst();
        assertTrue(device.obstacles().getFirst().contains("nvme0n1p1"), device.obstacles().toString());
        var piece = new Attachment.Pci(DISK);
        var still = assertThrows(DriverException.class, () -> driver.clean(device, piece, (step, done, total) -> {}));
        assertTrue(still.toString().contains("still shows"), still.toString());
        Files.delete(tree.path(DISK).resolve("nvme/nvme0/nvme0n1/nvme0n1p1/partition"));
        Files.delete(tree.path(DISK).resolve("nvme/nvme0/nvme0n1/nvme0n1p1"));
        driver.clean(device, piece, (step, done, total) -> {});
        assertEquals("format /dev/nvme0n1 --ses=1 --force",
                Files.readAllLines(directory.resolve("said")).getLast());
    }

    @Test
    void aDiskOfVfioIsErasedThroughLinuxAndGivenBack() throws Exception {
        var driver = open(new TestContext(directory));
        var tree = new Tree(directory.resolve("sys"));
        Files.delete(tree.path(DISK).resolve("driver"));
        tree.driver(DISK, "vfio-pci");
        var device = driver.discover().getFirst();
        driver.clean(device, device.attachments().getFirst(), (step, done, total) -> {});
        assertEquals("vfio-pci", Files.readSymbolicLink(tree.path(DISK).resolve("driver")).getFileName().toString());
        driver.attach(device, device.attachments().getFirst(), new UUID(1, 1));
        assertEquals(Kind.BUSY, assertThrows(DriverException.class,
                () -> driver.clean(device, device.attachments().getFirst(), (step, done, total) -> {})).kind());
    }

    @Test
    void withoutTheProgramNothingCountsAsClean() throws Exception {
        var driver = open(new TestContext(directory));
        Files.delete(directory.resolve("nvme"));
        var device = driver.discover().getFirst();
        assertEquals(Kind.UNSUPPORTED, assertThrows(DriverException.class,
                () -> driver.clean(device, device.attachments().getFirst(), (step, done, total) -> {})).kind());
        assertEquals(List.of(new Reading("temperature", 38.85, "celsius")), driver.measure(device));
    }

    @Test
    void wearIsReadFromTheDisk() throws Exception {
        var driver = open(new TestContext(directory));
        assertTrue(driver.measure(driver.discover().getFirst())
                .containsAll(List.of(new Reading("wear", 7, "percent"), new Reading("temperature", 39, "celsius"),
                        new Reading("power-on", 4711, "hours"))));
    }

    @Test
    void theOperatorKeepsWhatHeWants() throws Exception {
        open(new TestContext(directory)).close();
        var device = driver(new TestContext(directory), List.of("04:00.*")).discover().getFirst();
        assertTrue(device.obstacles().getFirst().contains("option keep"), device.obstacles().toString());
    }

    @Test
    void aNamespaceOfSeveralPathsIsFoundWhereItLies() throws Exception {
        open(new TestContext(directory)).close();
        var tree = new Tree(directory.resolve("sys"));
        Files.delete(tree.path(DISK).resolve("nvme/nvme0/nvme0n1/size"));
        Files.delete(tree.path(DISK).resolve("nvme/nvme0/nvme0n1"));
        Files.createDirectory(tree.path(DISK).resolve("nvme/nvme0/nvme0c0n1"));
        Files.createDirectories(tree.root().resolve("class/block/nvme0n1/nvme0n1p1"));
        Files.writeString(tree.root().resolve("class/block/nvme0n1/size"), "8\n");
        Files.writeString(directory.resolve("proc/swaps"), "/dev/nvme0n1p1 partition 8 0 -2\n");
        assertUsed("swapped to");
    }
}
