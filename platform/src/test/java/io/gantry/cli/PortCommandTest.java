package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortCommandTest {
    private static final String FAST = "CUSTOM_FAST: { actions: [ { action: attach_port, filter: \"gantry.speed_mbps >= '10000'\" } ] }\n";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aDryRunTellsOfEachPortWhy() throws Exception {
        Files.writeString(directory.resolve("traits.yaml"), FAST);
        try (var host = TestHost.start(directory, "bare-metal: { port-traits: traits.yaml }\n"
                + HostFile.of("rack: { driver: lab-hardware }"))) {
            var api = new HostClient(host.uri() + "/gantry/v1", host.passwordFile()).at("/baremetal/v1");
            var node = api.post("/nodes", "{\"name\": \"one\", \"driver\": \"rack\"}").json().path("uuid").asText();
            for (var speed : new int[]{1000, 25000}) {
                var made = api.post("/ports",
                        "{\"node_uuid\": \"%s\", \"address\": \"52:54:00:00:00:%02d\", \"name\": \"p%d\", \"extra\": {\"gantry\": {\"speed_mbps\": %d}}}"
                                .formatted(node, speed / 1000, speed, speed));
                assertEquals(201, made.status(), made::text);
            }
            var plan = Typed.at(host, "port", "plan", "one", "--trait", "CUSTOM_FAST", "--network", "web", "--tag",
                    "x");
            assertEquals(0, plan.exit(), plan::toString);
            assertTrue(plan.out().contains("gantry.speed_mbps >= '10000' does not hold: it is 1000"), plan.out());
            assertTrue(plan.out().endsWith("CUSTOM_FAST, action 1: The first of 1 that match is port p25000.\n"),
                    plan.out());
            assertTrue(Typed.at(host, "port", "list", "--node", "one").out().contains("p1000"));
            assertEquals(0, Typed.at(host, "port", "traits").exit());

            Files.writeString(directory.resolve("traits.yaml"), FAST.replace("speed_mbps", "speed"));
            var broken = Typed.at(host, "port", "traits");
            assertEquals(1, broken.exit(), broken::toString);
            assertTrue(broken.out().contains("there is no variable gantry.speed"), broken.out());
            assertEquals(0, Typed.at(host, "port", "plan", "one", "--trait", "CUSTOM_FAST").exit(),
                    "what was read before is in force");
        }
    }
}
