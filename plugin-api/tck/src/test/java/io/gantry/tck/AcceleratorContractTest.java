package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.DriverId;
import io.gantry.api.Partitionable;
import io.gantry.api.Programmable;
import io.gantry.api.Progress;
import io.gantry.api.accelerator.Attachment;
import io.gantry.api.accelerator.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceleratorContractTest {
    private static final Device GOOD = device("0000:3b:00.0", "PGPU", 1, "CUSTOM_X",
            new Attachment.Pci("0000:3b:00.0"));

    @Test
    void catchesDevicesThatNobodyCouldUse() {
        assertEquals(Set.of(), Verdict.failures(Right.class));
        assertEquals(Set.of("findsSomethingInThisTest"), Verdict.failures(Blind.class));
        catches("reportsEachDeviceOnceAndTheSameOnesEveryTime", Twice.class);
        catches("reportsEachDeviceOnceAndTheSameOnesEveryTime", Fickle.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", WrongClass.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", WrongTrait.class);
        catches("speaksToSchedulingInTheTermsOfPlacement", NoneOffered.class);
        catches("offersOnlyWhatCanBeAttachedAndNothingTwice", Shared.class);
        catches("offersOnlyWhatCanBeAttachedAndNothingTwice", WrongAddress.class);
        catches("offersOnlyWhatCanBeAttachedAndNothingTwice", Empty.class);
    }

    @Test
    void catchesCarelessProgrammingAndPartitioning() {
        assertEquals(Set.of("programsADeviceAgainAndAgainAndTellsHowFarItIs", "refusesADeviceItDoesNotKnow",
                "refusesAnImageThatDoesNotBelongOnTheDeviceAndLeavesItAsItWas"), Verdict.failures(Programming.class));
        assertEquals(Set.of("cutsIntoAsManyDifferentPartsAsWereAskedFor", "wantsADeviceToBeMergedBeforeItIsCutAnew",
                "refusesANumberThatCannotBe", "mergesAgainAndAgainAndRemembersIt", "refusesADeviceItDoesNotKnow"),
                Verdict.failures(Partitioning.class));
    }

    private static void catches(String by, Class<?> test) {
        var failures = Verdict.failures(test);
        assertTrue(failures.contains(by), test.getSimpleName() + " was caught by " + failures + " and not by " + by);
    }

    private static Device device(String id, String resource, long amount, String trait, Attachment... attachments) {
        return new Device(id, Device.Kind.GPU, "A card", Map.of(resource, amount), Set.of(trait), List.of(attachments),
                Map.of("class", "x"));
    }

    @DriverId(value = "sample-accelerator", description = "Reports what a test tells it to.")
    public static final class Sample implements AcceleratorDriver, Programmable, Partitionable {
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
        public void program(Device device, Path image, Progress progress) {
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
            return List.of(GOOD, device(GOOD.id(), "FPGA", 1, "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class Fickle extends Right {
        @Override
        List<Device> devices() {
            return List.of(
                    device(UUID.randomUUID().toString(), "FPGA", 1, "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class WrongClass extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "nic", 1, "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class WrongTrait extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", 1, "custom-x", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class NoneOffered extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", 0, "CUSTOM_X", new Attachment.Pci("0000:3c:00.0")));
        }
    }

    static class Shared extends Right {
        @Override
        List<Device> devices() {
            return List.of(GOOD, device("b", "FPGA", 1, "CUSTOM_X", GOOD.attachments().getFirst()));
        }
    }

    static class WrongAddress extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", 1, "CUSTOM_X", new Attachment.Pci("3c:00.0")));
        }
    }

    static class Empty extends Right {
        @Override
        List<Device> devices() {
            return List.of(device("a", "FPGA", 1, "CUSTOM_X"));
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
}
