package io.gantry.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.BootDevice;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.lab.redfish.Quirk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What cannot work ends soon, and says what to do.
class FailuresTest {
    private static final RedfishOptions IMPATIENT = new RedfishOptions(Duration.ofSeconds(3), 1,
            Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofSeconds(1));

    @TempDir
    Path directory = Path.of("");

    private static void refused(Kind kind, String word, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).contains(word), failure.getMessage());
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("canary"), cause.toString());
        }
    }

    private Bench bench(Quirk... quirks) throws Exception {
        var bench = new Bench(directory, 1, IMPATIENT);
        bench.lab.quirks().set(List.of(quirks));
        return bench;
    }

    @Test
    void aControllerThatDoesNotAnswerAsOne() throws Exception {
        try (var bench = bench(Quirk.SILENT)) {
            refused(Kind.UNREACHABLE, "within 3000 ms", () -> bench.driver.power(bench.node()));
            bench.lab.quirks().set(List.of(Quirk.GARBAGE));
            refused(Kind.FAILED, "JSON", () -> bench.driver.power(bench.node(Map.of("redfish_auth_type", "basic"))));
            bench.lab.quirks().set(List.of(Quirk.ENDLESS));
            refused(Kind.UNREACHABLE, "Check", () -> bench.driver.power(bench.node()));
            bench.lab.quirks().set(List.of(Quirk.REDIRECT_AWAY));
            refused(Kind.FAILED, "another host", () -> bench.driver.power(bench.node()));
            for (var tasks : List.of(Quirk.TASK_MONITORS, Quirk.TASK_RESOURCES)) {
                bench.lab.quirks().set(List.of(tasks, Quirk.EJECT_FAILS, Quirk.STALE_INSERTED));
                bench.driver.insert(bench.node(), URI.create("http://127.0.0.1:9/one.iso"));
                assertEquals(Power.OFF, bench.driver.power(bench.node()));
            }
            bench.lab.quirks().set(List.of(Quirk.STUCK_POWER));
            refused(Kind.FAILED, "power-timeout", () -> bench.driver.power(bench.node(), Power.ON));
            bench.lab.quirks().set(List.of());
            assertEquals(Power.OFF, bench.driver.power(bench.node()));
        }
    }

    @Test
    void nobodyListens() throws Exception {
        Node node;
        try (var bench = bench()) {
            node = bench.node();
        }
        try (var bench = bench()) {
            refused(Kind.UNREACHABLE, "redfish_address", () -> bench.driver.power(node));
        }
    }

    @Test
    void aWrongPasswordAndAWrongWayToLogIn() throws Exception {
        try (var bench = bench()) {
            var wrong = new Node("n1", bench.node().properties(),
                    Map.of("redfish_password", new Secret("canary".getBytes(UTF_8))));
            refused(Kind.FAILED, "redfish_password", () -> bench.driver.power(wrong));
            var basic = new Node("n1", bench.node(Map.of("redfish_auth_type", "basic")).properties(), wrong.secrets());
            refused(Kind.FAILED, "redfish_password", () -> bench.driver.power(basic));
            assertEquals(Power.OFF, bench.driver.power(bench.node()), "with the right one");
            assertEquals(1, bench.lab.sessions());
            bench.lab.quirks().set(List.of(Quirk.NO_SESSIONS));
            refused(Kind.FAILED, "auto or basic",
                    () -> bench.driver.power(bench.node(Map.of("redfish_auth_type", "session"))));
            bench.lab.quirks().set(List.of());
            bench.driver.close();
            assertEquals(0, bench.lab.sessions(), "sessions that were left open");
        }
    }

    @Test
    void propertiesThatAreWrong() throws Exception {
        try (var bench = bench()) {
            for (var address : List.of("", "ftp://10.0.0.7", "https://admin:canary@10.0.0.7", "https://h/path",
                    "https://[canary", "https://h?x")) {
                refused(Kind.INVALID, "redfish_address", () -> bench.driver.power(bench.node(
                        Map.of("redfish_address", address))));
            }
            for (var wrong : List.of(Map.entry("redfish_verify_ca", "maybe"), Map.entry("redfish_auth_type", "digest"),
                    Map.entry("redfish_system_id", "System.1"))) {
                refused(Kind.INVALID, wrong.getKey(),
                        () -> bench.driver.power(bench.node(Map.of(wrong.getKey(), wrong.getValue()))));
            }
            refused(Kind.INVALID, "redfish_password",
                    () -> bench.driver.power(new Node("n1", bench.node().properties())));
            refused(Kind.FAILED, "redfish_system_id", () -> bench.driver.power(bench.node(
                    Map.of("redfish_system_id", "/redfish/v1/Systems/none"))));
        }
    }

    @Test
    void severalSystemsOfOneController() throws Exception {
        try (var bench = new Bench(directory, 2, Bench.QUICK)) {
            refused(Kind.INVALID, "has 2 systems", () -> bench.driver.power(bench.node()));
            // By a name that the controller sends on from.
            var second = bench.node(Map.of("redfish_system_id", "/redfish/v1/Systems/machine-2"));
            bench.driver.power(second, Power.ON);
            var first = bench.node(Map.of("redfish_system_id", "/redfish/v1/Systems/machine-1/"));
            assertEquals(Power.OFF, bench.driver.power(first));
            assertEquals(3, bench.driver.inspect(second)
                    .components()
                    .stream()
                    .filter(one -> List.of("bios", "bmc", "nic").contains(one.kind()))
                    .count());
            bench.driver.bootDevice(second, BootDevice.PXE, true);
            assertEquals(BootDevice.DISK, bench.driver.bootDevice(first));
            assertEquals(1, bench.lab.sessions(), "one session for both");
        }
    }

    @Test
    void whatAsksForTooMuch() throws Exception {
        try (var bench = bench()) {
            var node = bench.node();
            refused(Kind.UNSUPPORTED, "UEFIHTTP", () -> bench.driver.bootDevice(node, BootDevice.UEFIHTTP, true));
            refused(Kind.INVALID, "http and https",
                    () -> bench.driver.insert(node, URI.create("file:///etc/passwd")));
            for (var wrong : List.of(Map.entry("bios.Nothing", "1"), Map.entry("nothing", "1"),
                    Map.entry("bios.BootRetries", "many"), Map.entry("bios.SysProfile", "Loud"),
                    Map.entry("boot_mode", "legacy"), Map.entry("secure_boot", "yes"))) {
                refused(Kind.INVALID, wrong.getKey().replace("bios.", ""), () -> bench.driver.apply(node,
                        Map.of(wrong.getKey(), wrong.getValue(), "bios.LogicalProc", "Disabled")));
            }
            bench.driver.power(node, Power.ON);
            assertEquals("Enabled", bench.driver.settings(node).get("bios.LogicalProc"), "something was set");
        }
    }
}
