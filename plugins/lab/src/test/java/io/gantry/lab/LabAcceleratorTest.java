package io.gantry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.accelerator.Device;
import io.gantry.tck.AcceleratorContract;
import io.gantry.tck.AttachableContract;
import io.gantry.tck.CleanableContract;
import io.gantry.tck.DiagnosableContract;
import io.gantry.tck.MeasurableContract;
import io.gantry.tck.PartitionableContract;
import io.gantry.tck.ProgrammableContract;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LabAcceleratorTest extends AcceleratorContract<LabAccelerator> {
    @Override
    protected Class<LabAccelerator> driver() {
        return LabAccelerator.class;
    }

    @Override
    protected LabAccelerator open(DriverContext context) {
        return new LabAccelerator(new LabAcceleratorOptions(3, Device.Kind.FPGA, 1, List.of()), context);
    }

    @Nested
    class Programming extends ProgrammableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }

        @Override
        protected Path image(Path directory) throws IOException {
            return Files.writeString(directory.resolve("bitstream"), "LABFPGA1 and so on");
        }
    }

    @Nested
    class Partitioning extends PartitionableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }

        @Override
        protected int mostParts() {
            return 7;
        }
    }

    @Nested
    class Attaching extends AttachableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }
    }

    @Nested
    class Measuring extends MeasurableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }
    }

    @Nested
    class Cleaning extends CleanableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }
    }

    @Nested
    class Diagnosing extends DiagnosableContract<LabAccelerator> {
        @Override
        protected LabAccelerator open(DriverContext context) {
            return LabAcceleratorTest.this.open(context);
        }

        @Override
        protected String hidden() {
            return "1ab000:00:02.0";
        }
    }

    @Test
    void givesAPieceToOneAtATime() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            var device = driver.discover().getFirst();
            var piece = device.attachments().getFirst();
            driver.attach(device, piece, new UUID(1, 1));
            var refusal = assertThrows(DriverException.class, () -> driver.attach(device, piece, new UUID(1, 2)));
            assertEquals(DriverException.Kind.BUSY, refusal.kind());
            driver.detach(device, piece, new UUID(1, 2));
            assertEquals("1", driver.discover().getFirst().properties().get("held"), "detached by another");
            driver.detach(device, piece, new UUID(1, 1));
            driver.attach(device, piece, new UUID(1, 2));
        }
    }

    @Test
    void isAnyKindInAnyNumber() throws Exception {
        for (var kind : Device.Kind.values()) {
            try (var driver = new LabAccelerator(new LabAcceleratorOptions(100, kind, 0, List.of()),
                    new TestContext(directory))) {
                var found = driver.discover();
                assertEquals(100, found.stream().map(Device::id).distinct().count());
                assertTrue(found.stream().allMatch(device -> device.kind() == kind && device.obstacles().isEmpty()));
            }
        }
    }

    @Test
    void failsInEveryCallThatAFaultNames() throws Exception {
        var calls = List.of("discover", "program", "partition", "merge", "attach", "detach", "measure", "clean",
                "diagnose");
        var faults = calls.stream().map(call -> call + ":failed:1x").toList();
        try (var driver = new LabAccelerator(new LabAcceleratorOptions(1, Device.Kind.GPU, 0, faults),
                new TestContext(directory))) {
            fails("discover", driver::discover);
            var device = driver.discover().getFirst();
            var piece = device.attachments().getFirst();
            var handle = new UUID(1, 1);
            fails("program",
                    () -> driver.program(device, device.parts().getFirst(), directory, (step, done, total) -> {}));
            fails("partition", () -> driver.partition(device, 2));
            fails("merge", () -> driver.merge(device));
            fails("attach", () -> driver.attach(device, piece, handle));
            fails("detach", () -> driver.detach(device, piece, handle));
            fails("measure", () -> driver.measure(device));
            fails("clean", () -> driver.clean(device, piece, (step, done, total) -> {}));
            fails("diagnose", () -> driver.diagnose(device.id()));
            driver.detach(device, piece, handle);
        }
    }

    private static void fails(String call, Executable work) {
        var failure = assertThrows(DriverException.class, work, call);
        assertEquals("The fault %s:failed was asked for.".formatted(call), failure.getMessage());
    }
}
