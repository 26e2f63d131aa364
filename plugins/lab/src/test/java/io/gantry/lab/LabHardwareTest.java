package io.gantry.lab;

import io.gantry.api.DriverContext;
import io.gantry.api.hardware.Node;
import io.gantry.tck.DiskAccessContract;
import io.gantry.tck.HardwareContract;
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
}
