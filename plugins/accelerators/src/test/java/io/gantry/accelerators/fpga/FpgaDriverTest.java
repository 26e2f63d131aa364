package io.gantry.accelerators.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.accelerators.sysfs.PlayedKernel;
import io.gantry.accelerators.sysfs.Records;
import io.gantry.accelerators.sysfs.Tree;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.AcceleratorContract;
import io.gantry.tck.AttachableContract;
import io.gantry.tck.DiagnosableContract;
import io.gantry.tck.ProgrammableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FpgaDriverTest extends AcceleratorContract<FpgaDriver> {
    private static final String CARD = "0000:5e:00.0";
    private static final String INTERFACE = "ce489693-f98f-5f33-946d-560708be108a";
    private static final String AFU = "d8424dc4a4a3c413f89e433683f9040b";

    @Override
    protected Class<FpgaDriver> driver() {
        return FpgaDriver.class;
    }

    @Override
    protected FpgaDriver open(DriverContext context) throws IOException {
        var root = context.directory().resolve("sys");
        if (Files.notExists(root)) {
            legacy(Tree.in(root)).add("0000:af:00.0", "10ee:5000", "120000")
                    .driver("0000:af:00.0", "xclmgmt")
                    .add("0000:af:00.1", "10ee:5001", "120000")
                    .add("0000:b0:00.0", "1bd4:a115", "120000")
                    .add("0000:3b:00.0", "8086:7d1d", "120000");
            program(context.directory());
        }
        return driver(context);
    }

    /// As the older driver of Intel's cards shows them.
    private static Tree legacy(Tree tree) throws IOException {
        var files = "fpga/intel-fpga-dev.0/";
        return tree.add(CARD, "8086:09c4", "120000")
                .driver(CARD, "intel-fpga-pci")
                .set(CARD, files + "intel-fpga-fme.0/pr/interface_id", INTERFACE.replace("-", ""))
                .set(CARD, files + "intel-fpga-port.0/afu_id", AFU);
    }

    /// Writes down what it was asked to do.
    private static void program(Path directory) throws IOException {
        var program = Files.writeString(directory.resolve("fpgaconf"),
                "#!/bin/sh\necho \"$@\" >> %s\nexit $(cat %s 2>/dev/null || echo 0)\n"
                        .formatted(directory.resolve("said"), directory.resolve("exit")));
        assertTrue(program.toFile().setExecutable(true));
    }

    private static FpgaDriver driver(DriverContext context) {
        var root = context.directory().resolve("sys");
        var command = List.of(context.directory().resolve("fpgaconf").toString(), "--bus", "0x{bus}", "--device",
                "0x{device}", "--function", "0x{function}", "{image}");
        return new FpgaDriver(new FpgaOptions(root, Map.of("8086", command, "10ee", command), Path.of("none")), context,
                new PlayedKernel(root));
    }

    @Nested
    class Programming extends ProgrammableContract<FpgaDriver> {
        @Override
        protected FpgaDriver open(DriverContext context) throws IOException {
            return FpgaDriverTest.this.open(context);
        }

        @Override
        protected Path image(Path directory) throws IOException {
            return Images.gbs(directory, INTERFACE, AFU);
        }
    }

    @Nested
    class Attaching extends AttachableContract<FpgaDriver> {
        @Override
        protected FpgaDriver open(DriverContext context) throws IOException {
            return FpgaDriverTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<FpgaDriver> {
        @Override
        protected FpgaDriver open(DriverContext context) throws IOException {
            return FpgaDriverTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return "0000:3b:00.0";
        }
    }

    @Test
    void aCardOfIntelTellsItsRegionAndItsFunction() throws Exception {
        var device = open(new TestContext(directory)).discover().getFirst();
        assertEquals(Set.of("CUSTOM_FPGA_INTEL", "CUSTOM_FPGA_INTEL_PAC_ARRIA10",
                "CUSTOM_FPGA_REGION_INTEL_CE489693F98F5F33946D560708BE108A",
                "CUSTOM_FPGA_FUNCTION_ID_INTEL_D8424DC4A4A3C413F89E433683F9040B"),
                device.parts().getFirst().traits());
        assertEquals("FPGA", device.parts().getFirst().resourceClass());
        assertEquals(INTERFACE.replace("-", ""), device.properties().get("interface-ids"));
    }

    @Test
    void theNewerTreeTellsTheSameAlsoWhereOnlyTheClassShowsIt() throws Exception {
        var tree = Tree.in(directory.resolve("sys"))
                .add(CARD, "8086:0b30", "120000")
                .add("0000:6e:00.0", "1c2c:1000", "120000");
        var region = "fpga_region/region0/dfl-fme.0/dfl-fme-region.2/fpga_region/region1/compat_id";
        tree.set("0000:6e:00.0", region, INTERFACE.replace("-", ""));
        var listed = tree.root().resolve("class/fpga_region/region0");
        Files.createDirectories(listed.resolve("dfl-port.0"));
        Files.writeString(listed.resolve("dfl-port.0/afu_id"), AFU);
        Files.createSymbolicLink(listed.resolve("device"), Path.of("../../../bus/pci/devices/" + CARD));
        Files.createSymbolicLink(listed.resolve("subsystem"), Path.of(".."));
        var found = driver(new TestContext(directory)).discover();
        assertEquals(AFU, found.getFirst().properties().get("function-ids"));
        assertEquals(INTERFACE.replace("-", ""), found.getLast().properties().get("interface-ids"));
        var driver = driver(new TestContext(directory));
        driver.attach(found.getLast(), found.getLast().attachments().getFirst(), new UUID(1, 1));
        Files.move(tree.path("0000:6e:00.0").resolve("fpga_region"), directory.resolve("gone"));
        assertEquals(found.getLast().parts(), driver.discover().getLast().parts(), "while a guest has it");
        assertTrue(found.getFirst().parts().getFirst().traits().contains("CUSTOM_FPGA_INTEL_PAC_N3000"));
    }

    @Test
    void bothFunctionsOfAnAlveoAreOneAccelerator() throws Exception {
        var device = open(new TestContext(directory)).discover().get(1);
        assertEquals("0000:af:00.0", device.id());
        assertEquals(List.of(new Attachment.Pci("0000:af:00.1")), device.attachments());
        assertEquals(Set.of("CUSTOM_FPGA_XILINX", "CUSTOM_FPGA_PRODUCT_ID_5000"), device.parts().getFirst().traits());
        var driver = open(new TestContext(directory));
        assertTrue(driver.diagnose("0000:af:00.1").getFirst().contains("belongs to the card 0000:af:00.0"));
    }

    @Test
    void aCardOfInspurIsNamedByItsProduct() throws Exception {
        assertEquals(Set.of("CUSTOM_FPGA_INSPUR", "CUSTOM_FPGA_PRODUCT_ID_A115"),
                open(new TestContext(directory)).discover().getLast().parts().getFirst().traits());
    }

    @Test
    void aCardThatIsCutOffersItsVirtualFunctions() throws Exception {
        var tree = legacy(Tree.in(directory.resolve("sys"))).set(CARD, "sriov_numvfs", "1");
        tree.virtual(CARD, 0, "0000:5e:00.1", "8086:09c5", "120000")
                .set("0000:5e:00.1", "fpga/intel-fpga-dev.1/intel-fpga-port.1/afu_id", "f".repeat(32));
        var part = driver(new TestContext(directory)).discover().getFirst().parts().getFirst();
        assertEquals(CARD + "/vf", part.id());
        assertEquals(List.of(new Attachment.Pci("0000:5e:00.1")), part.attachments());
        assertTrue(part.traits().contains("CUSTOM_FPGA_FUNCTION_ID_INTEL_" + "F".repeat(32)));
    }

    @Test
    void theProgramGetsTheAddressAndACheckedCopy() throws Exception {
        var driver = open(new TestContext(directory));
        program(driver, Images.gbs(directory, INTERFACE, AFU));
        assertTrue(Files.readString(directory.resolve("said"))
                .startsWith("--bus 0x5e --device 0x00 --function 0x0 " + directory.resolve("programmed")));
        assertEquals(64, driver.discover().getFirst().properties().getOrDefault("bitstream", "").length());
    }

    @Test
    void anImageForAnotherCardIsRefusedBeforeAnythingIsWritten() throws Exception {
        var driver = open(new TestContext(directory));
        for (var image : List.of(Images.gbs(directory, "00000000-0000-0000-0000-000000000001", AFU),
                Images.xclbin(directory, INTERFACE, 0), Images.broken(directory, INTERFACE))) {
            var refusal = assertThrows(DriverException.class, () -> program(driver, image), image.toString());
            assertEquals(Kind.INVALID, refusal.kind(), refusal.getMessage());
        }
        assertFalse(Files.exists(directory.resolve("said")));
        assertFalse(Files.exists(directory.resolve("programmed")));
    }

    @Test
    void anXclbinFitsByTheInterfaceThatTheCardTells() throws Exception {
        var driver = open(new TestContext(directory));
        var card = driver.discover().get(1);
        var image = Images.xclbin(directory, INTERFACE, 0);
        assertEquals(Kind.UNSUPPORTED, assertThrows(DriverException.class,
                () -> driver.program(card, card.parts().getFirst(), image, (step, done, total) -> {})).kind(),
                "without a word of the card nothing is written");
        new Tree(directory.resolve("sys")).set("0000:af:00.0", "interface_uuids", INTERFACE + "\n" + "0".repeat(32));
        driver.program(card, card.parts().getFirst(), image, (step, done, total) -> {});
        var wrong = Images.xclbin(directory, INTERFACE, 1);
        assertEquals(Kind.INVALID, assertThrows(DriverException.class,
                () -> driver.program(card, card.parts().getFirst(), wrong, (step, done, total) -> {})).kind());
    }

    @Test
    void programmingThatWasCutShortKeepsTheCardBackUntilItIsDoneAnew() throws Exception {
        var driver = open(new TestContext(directory));
        var image = Images.gbs(directory, INTERFACE, AFU);
        Files.writeString(directory.resolve("exit"), "3");
        var failure = assertThrows(DriverException.class, () -> program(driver, image));
        assertTrue(failure.toString().contains("exit status 3"), failure.toString());
        var device = open(new TestContext(directory)).discover().getFirst();
        assertEquals(List.of(), device.attachments());
        assertTrue(device.obstacles().getFirst().contains("program it again"), device.obstacles().toString());
        Files.delete(directory.resolve("exit"));
        program(driver, image);
        assertEquals(1, driver.discover().getFirst().attachments().size());
        new Records(directory.resolve("programmed")).write(CARD, "begun " + "0".repeat(64));
        assertEquals(List.of(), driver.discover().getFirst().attachments(), "power failed between two notes");
    }

    @Test
    void whatAGuestHasIsNotProgrammed() throws Exception {
        var driver = open(new TestContext(directory));
        var device = driver.discover().getFirst();
        driver.attach(device, device.attachments().getFirst(), new UUID(1, 1));
        assertEquals(Kind.BUSY, assertThrows(DriverException.class,
                () -> program(driver, Images.gbs(directory, INTERFACE, AFU))).kind());
    }

    @Test
    void aCommandWithoutImageOrWholePathIsRefused() {
        for (var words : List.of(List.of("/usr/bin/fpgaconf"), List.of("fpgaconf", "{image}"))) {
            var options = new FpgaOptions(directory, Map.of("8086", words), Path.of("none"));
            assertThrows(DriverException.class, () -> new FpgaDriver(options, new TestContext(directory)));
        }
    }

    private static void program(FpgaDriver driver, Path image) throws InterruptedException {
        Device device = driver.discover().getFirst();
        driver.program(device, device.parts().getFirst(), image, (step, done, total) -> {});
    }
}
