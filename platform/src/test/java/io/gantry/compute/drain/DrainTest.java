package io.gantry.compute.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.HostProcess;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lab hosts that are drained, with a guest that cannot move among those that can.
class DrainTest {
    private static final int GUESTS = 3;
    private static final Map<String, String> THREE = Map.of("a", "", "b", "", "c", "");

    @TempDir
    private Path directory = Path.of("");

    private LabHosts lab = new LabHosts(directory);

    @AfterEach
    void endTheGuests() throws IOException {
        lab.kill();
    }

    @Test
    void everyGuestThatCanMoveIsMovedAndTheRestIsReportedWithTheReason() throws Exception {
        lab = new LabHosts(directory);
        try (var host = TestHost.start(directory, HostFile.of(withLittleRoom(lab.drivers(THREE))))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            populate(client);
            var plan = client.post("/hosts/a/drain/plan", "{}").json().path("moves");
            assertEquals(GUESTS + 1, plan.size(), plan::toString);
            assertEquals(1, plan.valueStream().filter(move -> move.path("target").asText().equals("c")).count(),
                    plan::toString);
            assertEquals("enabled", state(client.get("/hosts/a").json()));
            assertEquals(400, client.post("/hosts/a/drain", "{\"to\": [\"a\"]}").status());
            assertEquals(400, client.post("/hosts/a/drain", "{\"concurrent\": 0}").status());
            assertEquals(404, client.post("/hosts/nowhere/drain", "{}").status());
            var job = drain(client, "{\"concurrent\": 2, \"bytes_per_second\": 33554432}");
            assertEquals("draining", state(client.get("/hosts/a").json()));
            assertEquals(409, client.post("/hosts/a/drain", "{}").status());
            assertEquals("done", state(client.awaitEnd(job)));
            assertEquals(Map.of("moved", (long) GUESTS, "refused", 1L), outcomes(client));
            assertMostAtOnce(client, job, 2);
            for (var number = 0; number < GUESTS; number++) {
                var guest = client.get("/guests/g" + number).json();
                assertTrue(List.of("b", "c").contains(guest.path("host").asText()), guest::toString);
                assertEquals("running", guest.path("state").asText());
            }
            assertEquals("disabled", state(client.get("/hosts/a").json()));
            assertEquals(200, client.post("/hosts/a/enable", "{}").status());
            assertEquals(GUESTS, lab.processes().size());
        }
    }

    @Test
    void oneThatIsKilledGoesOnAndOneThatIsCancelledLeavesEveryGuestRunningWhereItIs() throws Exception {
        lab = new LabHosts(directory);
        try (var host = new HostProcess(directory, lab.drivers(THREE))) {
            populate(host.client());
            var job = drain(host.client(), "{\"to\": [\"b\"], \"bytes_per_second\": 8388608}");
            host.client().await("/jobs/" + job + "/events", json -> json.toString().contains("\"moved\""));
            host.kill();
            var client = host.restart(lab.drivers(THREE));
            assertEquals("done", state(client.awaitEnd(job)));
            assertEquals(Map.of("moved", (long) GUESTS, "refused", 1L), outcomes(client));
            assertEquals(GUESTS, lab.processes().size());

            var back = client.post("/hosts/b/drain", "{\"to\": [\"c\"], \"bytes_per_second\": 1048576}");
            assertEquals(202, back.status(), back.text());
            var second = back.json().path("id").asText();
            client.await("/hosts/b/drain", json -> json.toString().toLowerCase(Locale.ROOT).contains("\"running\"")
                    && json.path("moves").valueStream().anyMatch(move -> state(move).equals("running")));
            assertEquals(202, client.post("/jobs/" + second + "/cancel", "{}").status());
            assertEquals("cancelled", state(client.awaitEnd(second)));
            assertEquals("enabled", state(client.get("/hosts/b").json()));
            for (var number = 0; number < GUESTS; number++) {
                var guest = client.get("/guests/g" + number).json();
                assertEquals("b", guest.path("host").asText(), guest::toString);
                assertEquals("running", guest.path("state").asText(), guest::toString);
            }
            assertEquals(GUESTS, lab.processes().size());
        }
    }

    /// Host `b` has most, and `c` has room for one guest, which it is given when `b` has less left than that.
    private static String[] withLittleRoom(String... drivers) {
        return Stream.of(drivers)
                .map(line -> line.startsWith("b:") ? line.replace("{ driver", "{ room: 41943040, driver") : line)
                .map(line -> line.startsWith("c:") ? line.replace("{ driver", "{ room: 20971520, driver") : line)
                .toArray(String[]::new);
    }

    /// Running guests, and one that is stopped.
    private static void populate(HostClient client) throws IOException, InterruptedException {
        for (var number = 0; number < GUESTS; number++) {
            LabHosts.run(client, "g" + number, "\"fill\": \"60\", \"dirty-region\": \"1\"");
        }
        var stopped = client.post("/guests", "{\"name\": \"still\", \"host\": \"a\", \"memory_bytes\": 1048576}");
        assertEquals(201, stopped.status(), stopped.text());
    }

    private static String drain(HostClient client, String body) throws IOException, InterruptedException {
        var answer = client.post("/hosts/a/drain", body);
        assertEquals(202, answer.status(), answer.text());
        return answer.json().path("id").asText();
    }

    /// How many guests ended in which way.
    private static Map<String, Long> outcomes(HostClient client) throws IOException, InterruptedException {
        var outcomes = new HashMap<String, Long>();
        for (var move : client.get("/hosts/a/drain").json().path("moves")) {
            outcomes.merge(state(move), 1L, Long::sum);
        }
        return outcomes;
    }

    private static void assertMostAtOnce(HostClient client, String job, int most)
            throws IOException, InterruptedException {
        var running = 0;
        for (var event : LabHosts.events(client, job)) {
            running += switch (event.path("type").asText()) {
                case "moving" -> 1;
                case "moved", "stayed" -> -1;
                default -> 0;
            };
            assertTrue(running <= most, running + " move at once");
        }
        assertEquals(0, running);
    }

    private static String state(JsonNode object) {
        return object.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
