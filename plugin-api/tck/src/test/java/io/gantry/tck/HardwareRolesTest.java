package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.Bootable;
import io.gantry.api.Configurable;
import io.gantry.api.DriverContext;
import io.gantry.api.HardwareDriver;
import io.gantry.api.Inspectable;
import io.gantry.api.SoftPower;
import io.gantry.api.VirtualMedia;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection;
import io.gantry.api.hardware.Inspection.Component;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HardwareRolesTest {
    @Test
    void eachRoleCatchesADriverThatTakesAllNodesForOneAndForgetsWhenItIsClosed() {
        assertEquals(Set.of("changesNoOtherNode", "fromThenOnIsForAllStarts", "onceIsForOneStartAlone",
                "refusesWhatTheNodeDoesNotHave"), Verdict.failures(Starting.class));
        assertEquals(Set.of("showsTheLastDiscThatWasInserted", "showsNoOtherNodeThatDisc",
                "refusesWhatNoControllerCanRead"), Verdict.failures(Showing.class));
        assertEquals(Set.of("aNodeThatIsAskedToEndGoesOffAndNoOtherDoes", "anInterruptLeavesPowerAlone"),
                Verdict.failures(Asking.class));
        assertEquals(Set.of("setsNothingIfANameIsUnknown", "tellsNoOtherNode"), Verdict.failures(Setting.class));
        assertEquals(Set.of("tellsPropertiesAsTheHostReadsThem", "tellsAddressesThatAreNoOtherNodes",
                "namesEachComponentOnce", "looksWithoutSwitchingTheNode"), Verdict.failures(Looking.class));
    }

    /// One machine for all nodes, and all of it in memory.
    public static final class Careless
            implements
                HardwareDriver,
                Bootable,
                VirtualMedia,
                SoftPower,
                Configurable,
                Inspectable {
        private Power power = Power.OFF;
        private BootDevice device = BootDevice.DISK;
        private Optional<URI> disc = Optional.empty();
        private final Map<String, String> settings = new HashMap<>(Map.of("boot_mode", "uefi"));

        @Override
        public Power power(Node node) {
            return power;
        }

        @Override
        public void power(Node node, Power wanted) {
            power = wanted;
        }

        @Override
        public Set<BootDevice> bootDevices(Node node) {
            return Set.of(BootDevice.DISK, BootDevice.PXE);
        }

        @Override
        public BootDevice bootDevice(Node node) {
            return device;
        }

        @Override
        public void bootDevice(Node node, BootDevice wanted, boolean once) {
            device = wanted;
        }

        @Override
        public void insert(Node node, URI image) {
            disc = Optional.of(image);
        }

        @Override
        public void eject(Node node) {
            disc = Optional.empty();
        }

        @Override
        public Optional<URI> inserted(Node node) {
            return disc;
        }

        @Override
        public void shutDown(Node node) {
            power = Power.OFF;
        }

        @Override
        public void interrupt(Node node) {
            power = Power.OFF;
        }

        @Override
        public Map<String, String> settings(Node node) {
            return Map.copyOf(settings);
        }

        @Override
        public void apply(Node node, Map<String, String> wanted) {
            settings.putAll(wanted);
        }

        @Override
        public Inspection inspect(Node node) {
            power = Power.ON;
            var fan = new Component("fan", "Fan", "", "", "");
            return new Inspection(Map.of("cpus", "many"), List.of("02:00:00:00:00:01"), List.of(fan, fan));
        }
    }

    private static Node sample(int number) {
        return new Node("node-" + number, Map.of());
    }

    static class Starting extends BootableContract<Careless> {
        @Override
        protected Careless open(DriverContext context) {
            return new Careless();
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }

    static class Showing extends VirtualMediaContract<Careless> {
        @Override
        protected Careless open(DriverContext context) {
            return new Careless();
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }

    static class Asking extends SoftPowerContract<Careless> {
        @Override
        protected Careless open(DriverContext context) {
            return new Careless();
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }

    static class Setting extends ConfigurableContract<Careless> {
        @Override
        protected Careless open(DriverContext context) {
            return new Careless();
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }

        @Override
        protected String setting() {
            return "boot_mode";
        }

        @Override
        protected List<String> values() {
            return List.of("uefi", "bios");
        }
    }

    static class Looking extends InspectableContract<Careless> {
        @Override
        protected Careless open(DriverContext context) {
            return new Careless();
        }

        @Override
        protected Node node(int number) {
            return sample(number);
        }
    }
}
