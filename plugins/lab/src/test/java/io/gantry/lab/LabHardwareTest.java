package io.gantry.lab;

import io.gantry.api.DriverContext;
import io.gantry.api.hardware.Node;
import io.gantry.tck.BootableContract;
import io.gantry.tck.ConfigurableContract;
import io.gantry.tck.DiskAccessContract;
import io.gantry.tck.HardwareContract;
import io.gantry.tck.InspectableContract;
import io.gantry.tck.SoftPowerContract;
import io.gantry.tck.VirtualMediaContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class LabHardwareTest extends HardwareContract<LabHardware> {
    @Override
    protected Class<LabHardware> driver() {
        return LabHardware.class;
    }

    @Override
    protected LabHardware open(DriverContext context) {
        return new LabHardware(new LabHardware.Options(List.of()), context);
    }

    @Override
    protected Node node(int number) {
        return new Node("node-" + number, Map.of("disk-mib", "1"));
    }

    @Nested
    class Disks extends DiskAccessContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }
    }

    @Nested
    class Starts extends BootableContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }
    }

    @Nested
    class Discs extends VirtualMediaContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }
    }

    @Nested
    class Asking extends SoftPowerContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }
    }

    @Nested
    class Firmware extends ConfigurableContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }

        @Override
        protected String setting() {
            return "bios.SysProfile";
        }

        @Override
        protected List<String> values() {
            return List.of("Performance", "Efficient");
        }
    }

    @Nested
    class Looks extends InspectableContract<LabHardware> {
        @Override
        protected LabHardware open(DriverContext context) {
            return LabHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return LabHardwareTest.this.node(number);
        }
    }
}
