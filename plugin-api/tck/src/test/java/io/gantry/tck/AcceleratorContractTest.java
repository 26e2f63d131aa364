package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.Attachable;
import io.gantry.api.Cleanable;
import io.gantry.api.Diagnosable;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Measurable;
import io.gantry.api.Partitionable;
import io.gantry.api.Programmable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import io.gantry.api.accelerator.Part;
import io.gantry.api.accelerator.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceleratorContractTest {
    private static final Device GOOD = device("0000:3b:00.0", "PGPU", "CUSTOM_X",
            new Attachment.Pci("0000:3b:00.0"));

    @Test
    void catchesDevicesThatNobodyCouldUse() {
        assertEquals(Set.of(), Verdict.failures(Right.class));
        assertEquals(Set.of("findsSomethingInThisTest"), Verdict.failures(Blind.class));
        catches("reportsEachDeviceOnceAndTheSameOnesEveryTime", Twice.class);
        catches("reportsEachDeviceOnceAndTheSameOnesEveryTime", Fickle.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", WrongClass.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", WrongTrait.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", SamePart.class);
        catches("offersOnlyWhatCanBeAttachedAndNothingTwice", Shared.class);
        catches("offersOnlyWhatCanBeAttachedAndNothingTwice", WrongAddress.class);
        catches("saysWhyADeviceIsNotOffered", Empty.class);
    }

    @Test
    void catchesCarelessProgrammingAndPartitioning() {
        assertEquals(Set.of("programsADeviceAgainAndAgainAndTellsHowFarItIs", "refusesADeviceItDoesNotKnow",
                "refusesAnImageThatDoesNotBelongOnTheDeviceAndLeavesItAsItWas"), Verdict.failures(Programming.class));
        assertEquals(Set.of("cutsIntoAsManyDifferentPartsAsWereAskedFor", "wantsADeviceToBeMergedBeforeItIsCutAnew",
                "refusesANumberThatCannotBe", "mergesAgainAndAgainAndRemembersIt", "refusesADeviceItDoesNotKnow"),
                Verdict.failures(Partitioning.class));
    }

    @Test
    void catchesDriversThatAttachMeasureCleanAndDiagnoseCarelessly() {
        assertEquals(Set.of("refusesWhatItDoesNotKnow"), Verdict.failures(Attaching.class));
        assertEquals(Set.of("namesEachFigureOnceWithItsUnit", "refusesADeviceItDoesNotKnow"),
                Verdict.failures(Measuring.class));
        assertEquals(Set.of("cleansAgainAndAgainAndTellsHowFarItIs", "refusesWhatItDoesNotKnow"),
                Verdict.failures(Cleaning.class));
        assertEquals(Set.of("saysWhyADeviceIsNotOffered", "saysNothingOfWhatItDoesNotKnow"),
                Verdict.failures(Diagnosing.class));
    }

    private static void catches(String by, Class<?> test) {
        var failures = Verdict.failures(test);
        assertTrue(failures.contains(by), test.getSimpleName() + " was caught by " + failures + " and not by " + by);
    }

    private static Device device(String id, String resourceClass, String trait, Attachment... attachments) {
        return new Device(id, Device.Kind.GPU, "10de", "20b0", "A card",
                List.of(new Part(id, resourceClass, Set.of(trait), List.of(attachments))), List.of(),
                Map.of("class", "x"));
    }

    @DriverId(value = "sample-accelerator", description = "Reports what a test tells it to.")
    public static final class Sample
            implements
                AcceleratorDriver,
                Programmable,
                Partitionable,
                Attachable,
                Measurable,
                Cleanable,
                Diagnosable {
        private final List<Device> devices;

        public Sample(DriverContext context) {
            this(List.of(GOOD));
        }

        private Sample(List<Device> devices) {
            this.devices = devices;
        }

        @Override
        public List<Device> discover() {
            return devices;
        }

        /// Takes anything, and says nothing on its way.
        @Override
        public void program(Device device, Part part, Path image, Progress progress) {
            if (Files.notExists(image)) {
                throw new DriverException(Kind.INVALID, "There is no such image.");
            }
        }

        /// Answers anything and remembers nothing.
        @Override
        public List<Attachment> partition(Device device, int parts) {
            return IntStream.range(0, Math.clamp(parts, 0, 9))
                    .<Attachment>mapToObj(i -> new Attachment.Pci("0000:3b:00." + i))
                    .toList();
        }

        @Override
        public void merge(Device device) {}

        /// Takes anything, and makes nothing ready.
        @Override
        public void attach(Device device, Attachment attachment, UUID handle) {}

        @Override
        public void detach(Device device, Attachment attachment, UUID handle) {}

        @Override
        public List<Reading> measure(Device device) {
            return List.of(new Reading("Hot", Double.NaN, ""));
        }

        @Override
        public void clean(Device device, Attachment attachment, Progress progress) {}

        @Override
        public List<String> diagnose(String id) {
            return List.of("no");
        }
    }

    static class Right extends AcceleratorContract<Sample> {
        @Override
        protected Class<Sample> driver() {
            return Sample.class;
        }

        @Override
        protected final Sample open(DriverContext context) {
            return new Sample(devices());
        }

        List<Device> devices() {
            return List.of(GOOD);
        }
    }

    static class Blind extends Right {
        @Override
        List<Device> devices() {
            return List.of();
        }
    }

    static class Twice extends Right {
        @Override
        List<Device> devices() {
            return List.of(GOOD, device(GOOD.id(), "FPGA", "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class Fickle extends Right {
        @Override
        List<Device> devices() {
            return List.of(
                    device(UUID.randomUUID().toString(), "FPGA", "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class WrongClass extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "nic", "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class WrongTrait extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", "custom-x", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class SamePart extends Right {
        @Override
        List<Device> devices() {
            return List.of(GOOD,
                    new Device("b", Device.Kind.GPU, "10de", "20b0", "A card", GOOD.parts(), List.of("It is so."),
                            Map.of()));
        }
    }

    static class Shared extends Right {
        @Override
        List<Device> devices() {
            return List.of(GOOD,
                    device("b", "FPGA", "CUSTOM_X", new Attachment.Pci("0000:3b:00.0", Optional.of("physnet1"))));
        }
    }

    static class WrongAddress extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", "CUSTOM_X", new Attachment.Pci("3c:00.0")));
        }
    }

    static class Empty extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", "CUSTOM_X"));
        }
    }

    static class Programming extends ProgrammableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }

        @Override
        protected Path image(Path directory) throws IOException {
            return Files.writeString(directory.resolve("image"), "image");
        }
    }

    static class Partitioning extends PartitionableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }

        @Override
        protected int mostParts() {
            return 4;
        }
    }

    static class Attaching extends AttachableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }
    }

    static class Measuring extends MeasurableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }
    }

    static class Cleaning extends CleanableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }
    }

    static class Diagnosing extends DiagnosableContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(List.of(GOOD));
        }

        @Override
        protected String hidden() {
            return "0000:3c:00.0";
        }
    }
}
