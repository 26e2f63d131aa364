package io.gantry.redfish;

import io.gantry.api.DriverContext;
import io.gantry.api.hardware.Node;
import io.gantry.lab.redfish.LabRedfish;
import io.gantry.lab.redfish.LabRedfishOptions;
import io.gantry.tck.BootableContract;
import io.gantry.tck.ConfigurableContract;
import io.gantry.tck.HardwareContract;
import io.gantry.tck.InspectableContract;
import io.gantry.tck.SoftPowerContract;
import io.gantry.tck.VirtualMediaContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class RedfishHardwareTest extends HardwareContract<RedfishHardware> {
    @TempDir
    static Path machines = Path.of("");

    private static @Nullable LabRedfish lab;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        lab = new LabRedfish(new LabRedfishOptions(machines).withCount(2).withDelay(Duration.ofMillis(20)));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(lab).close();
    }

    @Override
    protected Class<RedfishHardware> driver() {
        return RedfishHardware.class;
    }

    @Override
    protected RedfishHardware open(DriverContext context) {
        return new RedfishHardware(Bench.QUICK, context);
    }

    @Override
    protected Node node(int number) {
        return Bench.node(Objects.requireNonNull(lab),
                Map.of(Address.SYSTEM, "/redfish/v1/Systems/machine-" + number));
    }

    @Nested
    class Starts extends BootableContract<RedfishHardware> {
        @Override
        protected RedfishHardware open(DriverContext context) {
            return RedfishHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return RedfishHardwareTest.this.node(number);
        }
    }

    @Nested
    class Discs extends VirtualMediaContract<RedfishHardware> {
        @Override
        protected RedfishHardware open(DriverContext context) {
            return RedfishHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return RedfishHardwareTest.this.node(number);
        }
    }

    @Nested
    class Asking extends SoftPowerContract<RedfishHardware> {
        @Override
        protected RedfishHardware open(DriverContext context) {
            return RedfishHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return RedfishHardwareTest.this.node(number);
        }
    }

    @Nested
    class Firmware extends ConfigurableContract<RedfishHardware> {
        @Override
        protected RedfishHardware open(DriverContext context) {
            return RedfishHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return RedfishHardwareTest.this.node(number);
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
    class Looks extends InspectableContract<RedfishHardware> {
        @Override
        protected RedfishHardware open(DriverContext context) {
            return RedfishHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return RedfishHardwareTest.this.node(number);
        }
    }
}
