package io.gantry.accelerators.gpu;

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
import io.gantry.tck.MeasurableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GpuDriverTest extends AcceleratorContract<GpuDriver> {
    private static final String CARD = "0000:3b:00.0";
    private static final String SHARED = "0000:5e:00.0";

    private Tree tree = new Tree(directory);

    @BeforeEach
    void makeTree() throws IOException {
        tree = Tree.in(directory.resolve("driver/sys"));
    }

    @Override
    protected Class<GpuDriver> driver() {
        return GpuDriver.class;
    }

    @Override
    protected GpuDriver open(DriverContext context) throws IOException {
        var root = context.directory().resolve("sys");
        if (Files.notExists(root.resolve("bus/pci/devices").resolve(CARD))) {
            Tree.in(root)
                    .add(CARD, "1002:74a1", "120000")
                    .driver(CARD, "amdgpu")
                    .set(CARD, "gpu_busy_percent", "12")
                    .set(CARD, "hwmon/hwmon3/temp1_input", "41000")
                    .add("0000:05:00.0", "1a03:2000", "030000");
            mdev(new Tree(root), SHARED, 4);
        }
        return driver(root, context, Optional.empty(), type("5e:00.*", "nvidia-222"));
    }

    private static void mdev(Tree tree, String address, int available) throws IOException {
        tree.add(address, "10de:1eb8", "030200").driver(address, "nvidia");
        types(tree, address, available);
    }

    private static void types(Tree tree, String address, int available) throws IOException {
        tree.set(address, "mdev_supported_types/nvidia-222/name", "GRID T4-1B")
                .set(address, "mdev_supported_types/nvidia-222/description",
                        "num_heads=4, frl_config=45, framebuffer=1024M, max_resolution=5120x2880, max_instance=16")
                .set(address, "mdev_supported_types/nvidia-222/available_instances", "" + available)
                .set(address, "mdev_supported_types/nvidia-222/create", "")
                .set(address, "mdev_supported_types/nvidia-230/name", "NVIDIA RTX A6000-4Q")
                .set(address, "mdev_supported_types/nvidia-230/description", "max_instance=4")
                .set(address, "mdev_supported_types/nvidia-230/create", "")
                .set(address, "mdev_supported_types/nvidia-230/available_instances", "" + Math.min(available, 4));
    }

    private static GpuOptions.VgpuType type(String address, String type) {
        return new GpuOptions.VgpuType(address, type, Optional.empty());
    }

    private static GpuDriver driver(Path root, DriverContext context, Optional<Path> nvml,
            GpuOptions.VgpuType... types) {
        var options = new GpuOptions(root, List.of(types), false, false, nvml.orElse(Path.of("none")), Path.of("none"));
        return new GpuDriver(options, context, new PlayedKernel(root));
    }

    @Nested
    class Attaching extends AttachableContract<GpuDriver> {
        @Override
        protected GpuDriver open(DriverContext context) throws IOException {
            return GpuDriverTest.this.open(context);
        }
    }

    @Nested
    class AttachingMediated extends AttachableContract<GpuDriver> {
        @Override
        protected GpuDriver open(DriverContext context) throws IOException {
            var root = context.directory().resolve("sys");
            if (Files.notExists(root)) {
                mdev(Tree.in(root), SHARED, 4);
            }
            return driver(root, context, Optional.empty(), type("*", "nvidia-222"));
        }
    }

    @Nested
    class AttachingVendorTypes extends AttachableContract<GpuDriver> {
        @Override
        protected GpuDriver open(DriverContext context) throws IOException {
            var root = context.directory().resolve("sys");
            if (Files.notExists(root)) {
                vendorCard(Tree.in(root));
            }
            return driver(root, context, Optional.empty(), type("*:26:*.*", "nvidia-1156"));
        }
    }

    @Nested
    class Measuring extends MeasurableContract<GpuDriver> {
        @Override
        protected GpuDriver open(DriverContext context) throws IOException {
            return GpuDriverTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<GpuDriver> {
        @Override
        protected GpuDriver open(DriverContext context) throws IOException {
            return GpuDriverTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return "0000:05:00.0";
        }
    }

    /// A card of 48 GB with four virtual functions.
    private static void vendorCard(Tree tree) throws IOException {
        tree.add("0000:26:00.0", "10de:26b9", "030200").set("0000:26:00.0", "sriov_numvfs", "4");
        for (var i = 0; i < 4; i++) {
            var address = "0000:26:00." + (i + 1);
            tree.virtual("0000:26:00.0", i, address, "10de:26b9", "030200")
                    .set(address, "nvidia/current_vgpu_type", "0")
                    .set(address, "nvidia/creatable_vgpu_types",
                            "ID    : vGPU Name\n1155  : NVIDIA L40S-24Q\n1156  : NVIDIA L40S-48Q\n1147  : NVIDIA L40S-1Q");
        }
    }

    @Test
    void classAndMakerDecideWhatAGpuIs() throws Exception {
        tree.add("0000:01:00.0", "10de:2331", "030200")
                .add("0000:02:00.0", "1002:740f", "038000")
                .add("0000:03:00.0", "10de:22a3", "068000")
                .add("0000:04:00.0", "102b:0536", "030000")
                .add("0000:05:00.0", "1af4:1050", "038000")
                .add("0000:06:00.0", "8086:0bd5", "038000")
                .add("0000:00:02.0", "8086:46a6", "030000")
                .add("10001:07:00.0", "10de:20b0", "030200")
                .add("0000:08:00.0", "8086:7d1d", "120000");
        assertEquals(List.of("0000:01:00.0", "0000:02:00.0", "0000:06:00.0", "10001:07:00.0"),
                find().stream().map(Device::id).toList());
        var part = find().getFirst().parts().getFirst();
        assertEquals("PGPU", part.resourceClass());
        assertEquals(Set.of("OWNER_CYBORG", "CUSTOM_NVIDIA_2331"), part.traits());
        var driver = driver(tree.root(), new TestContext(directory), Optional.empty());
        assertTrue(driver.diagnose("0000:00:02.0").getFirst().contains("option integrated"));
    }

    @Test
    void virtualFunctionsAreNeverWholeCards() throws Exception {
        tree.add("0000:01:00.0", "10de:25b6", "030200").set("0000:01:00.0", "sriov_numvfs", "2");
        tree.virtual("0000:01:00.0", 0, "0000:01:00.4", "10de:25b6", "030200")
                .virtual("0000:01:00.0", 1, "0000:01:00.5", "10de:25b6", "030200")
                .add("0000:02:00.4", "10de:25b6", "030200");
        Files.write(tree.path("0000:02:00.4").resolve("config"), new byte[]{-1, -1, -1, -1, 0, 0});
        var found = find();
        assertEquals(List.of("0000:01:00.0", "0000:02:00.4"), found.stream().map(Device::id).toList());
        assertTrue(found.stream()
                .allMatch(device -> device.parts().isEmpty()
                        && device.obstacles().getFirst().contains("vgpu-types")),
                found.toString());
    }

    @Test
    void virtualFunctionsOfOthersAreHandedOut() throws Exception {
        tree.add("0000:01:00.0", "8086:56c0", "038000").set("0000:01:00.0", "sriov_numvfs", "1");
        tree.virtual("0000:01:00.0", 0, "0000:01:00.1", "8086:56c0", "038000");
        var part = find().getFirst().parts().getFirst();
        assertEquals("VGPU", part.resourceClass());
        assertEquals(List.of(new Attachment.Pci("0000:01:00.1")), part.attachments());
    }

    @Test
    void anEnabledTypeIsOfferedAsOftenAsItFits() throws Exception {
        mdev(tree, SHARED, 16);
        var part = find(type(SHARED, "nvidia-222")).getFirst().parts().getFirst();
        assertEquals(SHARED + "/nvidia-222", part.id());
        assertEquals(Set.of("OWNER_CYBORG", "CUSTOM_NVIDIA_1EB8_T4_1B"), part.traits());
        assertEquals(16, part.attachments().size());
        var other = find(type(SHARED, "nvidia-230")).getFirst().parts().getFirst();
        assertTrue(other.traits().contains("CUSTOM_NVIDIA_1EB8_RTX_A6000_4Q"), other.traits().toString());
        var few = find(new GpuOptions.VgpuType("*", "nvidia-222", Optional.of(3))).getFirst();
        assertEquals(3, few.attachments().size());
        assertEquals("PGPU", find().getFirst().parts().getFirst().resourceClass(), "without an entry it goes whole");
        assertTrue(find().getFirst()
                .properties()
                .getOrDefault("vgpu-types", "")
                .startsWith("nvidia-222 (GRID T4-1B, 16 available)"), find().getFirst().properties().toString());
    }

    @Test
    void aCardThatSomebodySharesIsNotGivenAwayWhole() throws Exception {
        mdev(tree, SHARED, 3);
        Files.createDirectories(
                tree.path(SHARED).resolve("mdev_supported_types/nvidia-222/devices/" + new UUID(1, 1)));
        assertTrue(find().getFirst().obstacles().getFirst().contains("1 vGPUs"));
        assertEquals(List.of(), find().getFirst().attachments());
    }

    @Test
    void sixteenVirtualFunctionsDoNotMakeSixteenLargeVgpus() throws Exception {
        tree.add("0000:01:00.0", "10de:25b6", "030200").set("0000:01:00.0", "sriov_numvfs", "16");
        for (var i = 0; i < 16; i++) {
            var address = "0000:01:%02x.%d".formatted(1 + i / 8, i % 8);
            tree.virtual("0000:01:00.0", i, address, "10de:25b6", "030200");
            types(tree, address, 1);
        }
        var large = find(type("01:*.*", "nvidia-230")).getFirst();
        assertEquals(4, large.attachments().size());
        assertEquals(16, find(type("0000:01:00.0", "nvidia-222")).getFirst().attachments().size(), "named by its card");
    }

    @Test
    void vendorTypesAreLimitedByTheMemoryOfTheCard() throws Exception {
        vendorCard(tree);
        assertEquals(1, find(type("26:*.*", "nvidia-1156")).getFirst().attachments().size());
        assertEquals(2, find(type("26:*.*", "nvidia-1155")).getFirst().attachments().size());
        var small = find(type("26:*.*", "nvidia-1147")).getFirst().parts().getFirst();
        assertEquals(4, small.attachments().size());
        assertEquals("0000:26:00.0/nvidia-1147", small.id());
        assertTrue(small.traits().contains("CUSTOM_NVIDIA_26B9_L40S_1Q"));
        var none = find(type("26:*.*", "nvidia-9")).getFirst();
        assertTrue(none.obstacles().getFirst().contains("nvidia-9"), none.obstacles().toString());
    }

    @Test
    void anAddressHasOneType() throws Exception {
        mdev(tree, SHARED, 16);
        var device = find(type("5e:*.*", "nvidia-222"), type(SHARED, "nvidia-230")).getFirst();
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("nvidia-222 and nvidia-230"), device.obstacles().toString());
        for (var wrong : List.of(type("x", "nvidia-222"), type("*", "../x"), type("*", ".."),
                new GpuOptions.VgpuType("*", "nvidia-1", Optional.of(0)))) {
            assertEquals(DriverException.Kind.INVALID,
                    assertThrows(DriverException.class, () -> find(wrong), wrong.toString()).kind());
        }
    }

    @Test
    void theConsoleStays() throws Exception {
        tree.add("0000:01:00.0", "10de:2331", "030000").set("0000:01:00.0", "boot_vga", "1");
        assertTrue(find().getFirst().obstacles().getFirst().contains("option console"));
    }

    @Test
    void theSoundOfACardGoesWithIt() throws Exception {
        for (var function : List.of("0000:01:00.0", "0000:01:00.1")) {
            tree.add(function, "10de:2331", function.endsWith("0") ? "030000" : "040300").group(function, 3);
        }
        tree.driver("0000:01:00.0", "nvidia").driver("0000:01:00.1", "snd_hda_intel");
        var driver = driver(tree.root(), new TestContext(directory), Optional.empty());
        var device = driver.discover().getFirst();
        driver.attach(device, device.attachments().getFirst(), new UUID(1, 1));
        assertEquals("vfio-pci",
                Files.readSymbolicLink(tree.path("0000:01:00.1").resolve("driver")).getFileName().toString());
    }

    @Test
    void aVgpuThatSomebodyElseMadeIsLeftAlone() throws Exception {
        vendorCard(tree);
        var driver = driver(tree.root(), new TestContext(directory), Optional.empty(), type("26:*.*", "nvidia-1147"));
        var device = driver.discover().getFirst();
        tree.set("0000:26:00.1", "nvidia/current_vgpu_type", "1147");
        var piece = new Attachment.Pci("0000:26:00.1");
        assertEquals(DriverException.Kind.BUSY,
                assertThrows(DriverException.class, () -> driver.attach(device, piece, new UUID(1, 1))).kind());
        driver.detach(device, piece, new UUID(1, 1));
        assertEquals("1147\n", Files.readString(tree.path("0000:26:00.1").resolve("nvidia/current_vgpu_type")));
    }

    private List<Device> find(GpuOptions.VgpuType... types) {
        return driver(tree.root(), new TestContext(directory), Optional.empty(), types).discover();
    }
}
