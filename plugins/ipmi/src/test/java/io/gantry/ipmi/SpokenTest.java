package io.gantry.ipmi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Inspection.Component;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What is said to ipmitool, and what it says of controllers that no simulator is like. The program here writes down how it is called.
class SpokenTest {
    private static final Node NODE = node(Map.of());

    @TempDir
    Path directory = Path.of("");

    private static Node node(Map<String, String> more) {
        var properties = new java.util.TreeMap<>(Map.of(Address.HOST, "10.0.0.7", Address.USER, "admin"));
        properties.putAll(more);
        return new Node("n1", properties, Map.of(Address.PASSWORD, new Secret("canary".getBytes(UTF_8))));
    }

    private IpmiHardware answering(String script) throws IOException {
        var program = Files.writeString(directory.resolve("ipmitool"), """
                #!/bin/sh
                echo "$@" >> %s/calls
                echo "$IPMI_PASSWORD" > %s/password
                %s
                """.formatted(directory, directory, script));
        assertTrue(program.toFile().setExecutable(true));
        return new IpmiHardware(new IpmiOptions(program, Duration.ofSeconds(5), Duration.ofMillis(5),
                Duration.ofSeconds(1), true));
    }

    private String calls() throws IOException {
        return Files.readString(directory.resolve("calls"));
    }

    private static void refused(Kind kind, String word, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains(word), failure.getMessage());
        assertFalse(String.valueOf(failure.getMessage()).contains("canary"), failure.getMessage());
    }

    @Test
    void thePasswordIsNoArgument() throws Exception {
        try (var driver = answering("echo Chassis Power is on")) {
            assertEquals(Power.ON, driver.power(NODE));
        }
        assertEquals("-I lanplus -H 10.0.0.7 -p 623 -L ADMINISTRATOR -C 3 -E -U admin chassis power status\n", calls());
        assertEquals("canary\n", Files.readString(directory.resolve("password")));
    }

    @Test
    void onceAndFromThenOnAreToldApart() throws Exception {
        try (var driver = answering("case \"$*\" in *raw*) echo Invalid command; exit 1;; esac")) {
            driver.bootDevice(NODE, BootDevice.PXE, true);
            driver.bootDevice(NODE, BootDevice.DISK, false);
            refused(Kind.UNSUPPORTED, "UEFIHTTP", () -> driver.bootDevice(NODE, BootDevice.UEFIHTTP, true));
        }
        assertTrue(calls().contains("raw 0x00 0x08 0x03 0x08\n"), calls());
        assertTrue(calls().contains("chassis bootdev pxe options=efiboot\n"), calls());
        assertTrue(calls().contains("chassis bootdev disk options=persistent,efiboot\n"), calls());
    }

    @Test
    void aFailureSaysWhatToDo() throws Exception {
        var said = List.of(
                List.of("Error: Unable to establish IPMI v2 / RMCP+ session", "UNREACHABLE", "ipmi_cipher_suite"),
                List.of("RAKP 2 HMAC is invalid", "FAILED", "ipmi_password"),
                List.of("Set Session Privilege Level to ADMINISTRATOR failed: Unknown. privilege", "FAILED",
                        "ipmi_priv_level"),
                List.of("Command failed: Node busy", "BUSY", "Try again"),
                List.of("Invalid command", "UNSUPPORTED", "cannot do that"),
                List.of("Something else", "FAILED", "Something else"));
        for (var one : said) {
            try (var driver = answering("echo '" + one.getFirst() + "' >&2; exit 1")) {
                refused(Kind.valueOf(one.get(1)), one.getLast(), () -> driver.power(NODE));
            }
        }
        try (var driver = answering("echo Chassis Power is odd")) {
            refused(Kind.FAILED, "ipmitool", () -> driver.power(NODE));
        }
        try (var driver = answering("echo Chassis Power is off")) {
            refused(Kind.FAILED, "power-timeout", () -> driver.power(NODE, Power.ON));
        }
        try (var driver = answering("sleep 60")) {
            refused(Kind.UNREACHABLE, "within 5000 ms", () -> driver.power(NODE));
        }
        try (var driver = new IpmiHardware(new IpmiOptions(directory.resolve("none"), Duration.ofSeconds(1),
                Duration.ofMillis(5), Duration.ofSeconds(1), true))) {
            refused(Kind.FAILED, "Install ipmitool", () -> driver.power(NODE));
        }
    }

    @Test
    void propertiesThatAreWrong() throws Exception {
        try (var driver = answering("exit 1")) {
            for (var wrong : List.of(Map.entry(Address.HOST, "-oProxy"), Map.entry(Address.HOST, "a b"),
                    Map.entry(Address.PORT, "65536"), Map.entry(Address.USER, "seventeen letters"),
                    Map.entry(Address.SUITE, "three"), Map.entry(Address.LEVEL, "king"))) {
                refused(Kind.INVALID, wrong.getKey(),
                        () -> driver.power(node(Map.of(wrong.getKey(), wrong.getValue()))));
            }
            var longest = new Node("n1", NODE.properties(),
                    Map.of(Address.PASSWORD, new Secret("canary canary canary ".getBytes(UTF_8))));
            refused(Kind.INVALID, Address.PASSWORD, () -> driver.power(longest));
        }
        assertFalse(Files.exists(directory.resolve("calls")), "ipmitool was called all the same");
    }

    @Test
    void sensorsOfManyKinds() {
        var text = """
                Inlet Temp       | 04h | ok  |  7.1 | 23 degrees C
                Temp             | 0Eh | nc  |  3.1 | 81 degrees C
                Temp             | 0Fh | ok  |  3.2 | 40 degrees C
                Fan1A RPM        | 30h | cr  |  7.1 | 360 RPM
                Pwr Consumption  | 77h | ok  |  7.1 | 118 Watts
                Intrusion        | 73h | ok  |  7.1 |
                Voltage 1        | 6Ch | ok  | 10.1 | 228 Volts
                Presence         | ns
                """;
        assertEquals(List.of(new Component("temperature", "Inlet Temp", "", "23 Cel", "OK"),
                new Component("temperature", "Temp", "", "81 Cel", "Warning"),
                new Component("temperature", "Temp 0Fh", "", "40 Cel", "OK"),
                new Component("fan", "Fan1A RPM", "", "360 RPM", "Critical"),
                new Component("power", "Pwr Consumption", "", "118 W", "OK")), Report.sensors(text));
    }
}
