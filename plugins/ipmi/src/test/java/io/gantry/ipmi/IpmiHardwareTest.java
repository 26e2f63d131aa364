package io.gantry.ipmi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection.Component;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.tck.HardwareContract;
import io.gantry.tck.InspectableContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// The simulator keeps neither for how many starts a boot device was chosen, nor does it know an interrupt; for these see [SpokenTest].
class IpmiHardwareTest extends HardwareContract<IpmiHardware> {
    static final IpmiOptions OPTIONS = new IpmiOptions(Path.of("/usr/bin/ipmitool"), Duration.ofSeconds(25),
            Duration.ofMillis(20), Duration.ofSeconds(20), true);

    @TempDir
    static Path simulators = Path.of("");

    private static final List<Simulator> RUNNING = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(Simulator.PROGRAM) && Files.exists(OPTIONS.ipmitool()),
                "Debian's openipmi or ipmitool is not installed");
        for (var name : List.of("one", "two")) {
            RUNNING.add(new Simulator(simulators.resolve(name)));
        }
    }

    @AfterAll
    static void stop() {
        RUNNING.forEach(Simulator::close);
        RUNNING.clear();
    }

    @Override
    protected Class<IpmiHardware> driver() {
        return IpmiHardware.class;
    }

    @Override
    protected IpmiHardware open(DriverContext context) {
        return new IpmiHardware(OPTIONS);
    }

    @Override
    protected Node node(int number) {
        return RUNNING.get(number - 1).node("n" + number, Map.of());
    }

    @Nested
    class Looks extends InspectableContract<IpmiHardware> {
        @Override
        protected IpmiHardware open(DriverContext context) {
            return IpmiHardwareTest.this.open(context);
        }

        @Override
        protected Node node(int number) {
            return IpmiHardwareTest.this.node(number);
        }
    }

    @Test
    void startsFromWhatItIsTold() throws Exception {
        try (var driver = open()) {
            for (var device : List.of(BootDevice.PXE, BootDevice.CDROM, BootDevice.BIOS, BootDevice.DISK)) {
                driver.bootDevice(node(1), device, device == BootDevice.PXE);
                assertEquals(device, driver.bootDevice(node(1)));
            }
        }
    }

    @Test
    void asksWhatRunsToEnd() throws Exception {
        try (var driver = open()) {
            driver.power(node(1), Power.ON);
            assertEquals(Kind.UNSUPPORTED,
                    assertThrows(DriverException.class, () -> driver.interrupt(node(1))).kind());
            driver.shutDown(node(1));
            assertEquals(Power.OFF, driver.power(node(1)));
            assertEquals("0", RUNNING.getFirst().file("power"));
            driver.shutDown(node(1));
        }
    }

    @Test
    void knowsMakerFirmwareAndSensors() throws Exception {
        try (var driver = open()) {
            var found = driver.inspect(node(1));
            assertEquals(Map.of("vendor", "Gantry Lab", "serial_number", "SN-4711"), found.properties());
            assertEquals(List.of(new Component("bmc", "BMC", "9.08", "", ""),
                    new Component("temperature", "Inlet Temp", "", "23 Cel", "OK")), found.components());
        }
    }

    @Test
    void saysWhyAControllerDoesNotLetItIn() throws Exception {
        try (var driver = new IpmiHardware(OPTIONS)) {
            var right = RUNNING.getFirst().node("n1", Map.of());
            var wrong = new Node("n1", right.properties(),
                    Map.of(Address.PASSWORD, new Secret("wrong".getBytes(StandardCharsets.US_ASCII))));
            refused(Kind.UNREACHABLE, Address.PASSWORD, () -> driver.power(wrong));
            var watcher = RUNNING.getFirst().node("n1", Map.of(Address.USER, "watcher", Address.LEVEL, "user"));
            driver.power(right, Power.OFF);
            refused(Kind.FAILED, Address.LEVEL, () -> driver.power(watcher, Power.ON));
        }
    }

    private static void refused(Kind kind, String word, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains(word), failure.getMessage());
    }
}
