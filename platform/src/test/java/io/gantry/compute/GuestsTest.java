package io.gantry.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.api.guest.GuestSpec;
import io.gantry.compute.GuestEntry.Phase;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestsTest {
    @TempDir
    private static Path directory = Path.of("");

    private static LabHosts lab;
    private static TestHost host;
    private static HostClient client;

    @BeforeAll
    static void startTheHost() throws IOException {
        lab = new LabHosts(directory);
        host = TestHost.start(directory, HostFile.of(lab.drivers()));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
    }

    @AfterAll
    static void endEverything() throws IOException {
        try {
            host.close();
        } finally {
            lab.kill();
        }
    }

    @Test
    void aGuestIsDefinedStartedPausedResumedStoppedAndDeleted() throws Exception {
        var defined = client.post("/guests", guest("g1", "a"));
        assertEquals(201, defined.status(), defined.text());
        assertEquals("stopped", defined.json().path("state").asText());
        assertEquals("running", act("g1", "start").path("state").asText());
        client.await("/guests/g1", json -> json.path("counters").path("writes").asLong() > 0);
        var paused = act("g1", "pause");
        assertEquals("paused", paused.path("state").asText());
        assertEquals(paused.path("counters").path("writes").asLong(),
                client.get("/guests/g1").json().path("counters").path("writes").asLong());
        assertEquals("running", act("g1", "resume").path("state").asText());
        assertEquals("stopped", act("g1", "stop").path("state").asText());
        assertEquals(204, client.delete("/guests/g1").status());
        assertEquals(404, client.get("/guests/g1").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'host': 'a', 'memory_bytes': 1048576} | name: is missing",
            "{'name': '../x', 'host': 'a', 'memory_bytes': 1048576} | name: '../x' must be",
            "{'name': 'x', 'memory_bytes': 1048576} | host: is missing",
            "{'name': 'x', 'host': 'a', 'memory_bytes': 1048577} | memory_bytes: 1048577 must be a multiple of 4096",
            "{'name': 'x', 'host': 'a', 'memory_bytes': -4096} | memory_bytes: -4096 must be",
            "{'name': 'x', 'host': 'a', 'memory_bytes': 1048576, 'properties': {'rate': 'fast'}} | rate"})
    void whatCannotBeAGuestIsRefusedByName(String body, String detail) throws Exception {
        var answer = client.post("/guests", body.replace('\'', '"'));
        assertEquals(400, answer.status(), answer.text());
        assertTrue(answer.json().path("detail").asText().contains(detail), answer.text());
        assertEquals(404, client.get("/guests/x").status());
    }

    @Test
    void aHostThatIsNoHypervisorIsRefusedAndNothingIsLeft() throws Exception {
        assertEquals(404, client.post("/guests", guest("lost", "nowhere")).status());
        assertEquals(422, client.post("/guests", guest("lost", "single")).status());
        assertEquals(404, client.get("/guests/lost").status());
    }

    @Test
    void aNameThatIsTakenIsRefused() throws Exception {
        assertEquals(201, client.post("/guests", guest("taken", "a")).status());
        assertEquals(409, client.post("/guests", guest("taken", "b")).status());
        assertEquals("a", client.get("/guests/taken").json().path("host").asText());
    }

    @Test
    void aGuestCutOffWhileItWasDefinedIsShownAndFinishedByAskingAgain() throws Exception {
        host.bean(GuestStore.class)
                .add(new GuestEntry(new GuestSpec("half", 1 << 20, Map.of()), "a", Phase.DEFINING, Optional.empty(),
                        Optional.empty(),
                        Optional.empty(), Instant.EPOCH));
        assertEquals("defining", client.get("/guests/half").json().path("state").asText());
        assertEquals(409, client.post("/guests/half/start", "{}").status());
        assertEquals(201, client.post("/guests", guest("half", "a")).status());
        assertEquals("stopped", client.get("/guests/half").json().path("state").asText());
    }

    @Test
    void aHostThatDoesNotAnswerHidesOnlyItsOwnGuests() throws Exception {
        assertEquals(201, client.post("/guests", guest("seen", "a")).status());
        assertEquals(201, client.post("/guests", guest("unseen", "b")).status());
        assertEquals(200, client.post("/instances/b/disable", "").status() / 100 * 100);
        try {
            var guests = client.get("/guests").json().path("guests");
            assertEquals("stopped", state(guests, "seen").path("state").asText());
            assertEquals("unknown", state(guests, "unseen").path("state").asText());
            assertTrue(state(guests, "unseen").path("reason").asText().contains("'b'"), guests.toString());
        } finally {
            client.post("/instances/b/enable", "");
        }
        assertEquals("stopped", client.get("/guests/unseen").json().path("state").asText());
    }

    @Test
    void aGuestItsHostDoesNotKnowIsMissing() throws Exception {
        host.bean(GuestStore.class)
                .add(new GuestEntry(new GuestSpec("gone", 1 << 20, Map.of()), "a", Phase.READY, Optional.empty(),
                        Optional.empty(),
                        Optional.empty(), Instant.EPOCH));
        assertEquals("missing", client.get("/guests/gone").json().path("state").asText());
        assertEquals(204, client.delete("/guests/gone").status());
    }

    @Test
    void aGuestThatAJobWorksOnIsLeftAlone() throws Exception {
        assertEquals(201, client.post("/guests", guest("busy", "a")).status());
        var store = host.bean(GuestStore.class);
        var job = UUID.randomUUID();
        assertTrue(store.claim("busy", job));
        for (var verb : new String[]{"start", "pause", "resume", "stop"}) {
            assertEquals(409, client.post("/guests/busy/" + verb, "{}").status(), verb);
        }
        assertEquals(409, client.post("/guests/busy/migrate", "{\"target\": \"b\"}").status());
        var refused = client.delete("/guests/busy");
        assertEquals(409, refused.status());
        assertTrue(refused.json().path("detail").asText().contains(job.toString()), refused.text());
        store.release("busy", UUID.randomUUID());
        assertEquals(409, client.delete("/guests/busy").status());
        store.release("busy", job);
        assertEquals(204, client.delete("/guests/busy").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{} | 400 | target: is missing", "{'target': 'a'} | 409 | is on 'a' already",
            "{'target': 'nowhere'} | 404 | nowhere", "{'target': 'single'} | 422 | single",
            "{'target': 'b', 'strategy': 'nothing'} | 404 | nothing", "{'target': 'b', 'strategy': 'a'} | 422 | a",
            "{'target': 'b', 'connections': 17} | 400 | connections: 17",
            "{'target': 'b', 'bytes_per_second': -1} | 400 | bytes_per_second: -1",
            "{'target': 'b', 'downtime_ms': 0} | 400 | downtime_ms: 0",
            "{'target': 'b', 'on_no_convergence': 'pray'} | 400 | on_no_convergence"})
    void aMigrationThatCannotBeIsRefusedBeforeThereIsAJob(String row) throws Exception {
        var columns = row.split(" \\| ", 3);
        client.post("/guests", guest("still", "a"));
        var answer = client.post("/guests/still/migrate", columns[0].replace('\'', '"'));
        assertEquals(Integer.parseInt(columns[1]), answer.status(), answer.text());
        assertTrue(answer.json().path("detail").asText().contains(columns[2]), answer.text());
        assertTrue(client.get("/guests/still").json().path("job").isNull()
                || client.get("/guests/still").json().path("job").isMissingNode());
    }

    @Test
    void aStoppedGuestIsNotMovedAndTheJobSaysWhy() throws Exception {
        client.post("/guests", guest("asleep", "a"));
        var job = client.awaitEnd(LabHosts.migrate(client, "asleep", ""));
        assertEquals("failed", job.path("state").asText().toLowerCase(java.util.Locale.ROOT));
        assertTrue(job.path("reason").asText().contains("'a' has it stopped"), job.toString());
        assertEquals(204, client.delete("/guests/asleep").status());
    }

    private static JsonNode act(String guest, String verb) throws IOException, InterruptedException {
        var answer = client.post("/guests/" + guest + "/" + verb, "{}");
        assertEquals(200, answer.status(), answer.text());
        return answer.json();
    }

    private static JsonNode state(JsonNode guests, String name) {
        return guests.valueStream().filter(guest -> guest.path("name").asText().equals(name)).findFirst().orElseThrow();
    }

    private static String guest(String name, String on) {
        return "{\"name\": \"%s\", \"host\": \"%s\", \"memory_bytes\": 1048576}".formatted(name, on);
    }
}
