package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.DiskAccess;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverId;
import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HardwareContractTest {
    @Test
    void catchesADriverWithOneSwitchAndOneEmptyDiskForAllNodes() {
        assertEquals(Set.of("switchesNoOtherNode", "leavesPowerAloneWhenItIsClosedAndOpened"),
                Verdict.failures(Switching.class));
        assertEquals(Set.of("lendsADiskThatIsThereAndCanBeWritten", "lendsTheSameDiskEveryTimeAndEachNodeItsOwn"),
                Verdict.failures(Lending.class));
    }

    @DriverId(value = "sample-hardware", description = "Has one switch and one disk.")
    public static final class Sample implements HardwareDriver, DiskAccess {
        private final Path disk;
        private volatile Power power = Power.OFF;

        public Sample(DriverContext context) {
            disk = context.directory().resolve("disk");
        }

        @Override
        public Power power(Node node) {
            return power;
        }

        @Override
        public void power(Node node, Power wanted) {
            power = wanted;
        }

        @Override
        public Path disk(Node node) {
            try {
                return Files.write(disk, new byte[0]);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static Node sample(int number) {
        return new Node("node-" + number, Map.of());
    }

    static class Switching extends HardwareContract<Sample> {
        @Override
        protected Class<Sample> driver() {
            return Sample.class;
        }

        @Override
        protected Sample open(DriverContext context) {
            return new Sample(context);
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }

    static class Lending extends DiskAccessContract<Sample> {
        @Override
        protected Sample open(DriverContext context) {
            return new Sample(context);
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }
}
