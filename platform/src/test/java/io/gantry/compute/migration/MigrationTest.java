package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
    /// Writes to 2 MiB so fast that a link of 4 MiB/s cannot keep up, even where others take its processor for a while.
    private static final String FAST = "\"rate\": \"20000\", \"dirty-region\": \"2\", \"fill\": \"0\"";
    private static final String NARROW = ", \"bytes_per_second\": 4194304, \"downtime_ms\": 60";

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
    static void stopTheHost() throws IOException {
        host.close();
    }

    @AfterEach
    void endTheGuests() throws IOException {
        lab.kill();
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "parallel"})
    void aRunningGuestMovesAndLosesNoWrite(String strategy) throws Exception {
        LabHosts.run(client, strategy + "-guest", "\"rate\": \"2000\"");
        var job = LabHosts.migrate(client, strategy + "-guest",
                ", \"strategy\": \"" + strategy + "\", \"connections\": " + (strategy.equals("single") ? 1 : 4)
                        + ", \"prove\": true");
        var ended = client.awaitEnd(job);
        assertEquals("done", state(ended), ended.toString());
        assertRunsOn("b", strategy + "-guest");
        var proof = only(job, "proof");
        assertTrue(proof.path("identical").asBoolean(), proof.toString());
        assertEquals(proof.path("source_digest").asText(), proof.path("target_digest").asText());
        var round = LabHosts.events(client, job, "round").getLast();
        assertEquals("switch-over", round.path("decision").asText());
        assertEquals(strategy.equals("single") ? 1 : 4, round.path("connections").size());
        assertTrue(round.path("connections").valueStream().allMatch(one -> one.path("sent_bytes").asLong() > 0));
        var committed = only(job, "committed");
        assertEquals(committed.path("halted_ms").asLong(),
                committed.path("downtime_ms").asLong() + committed.path("proof_ms").asLong());
        assertTrue(committed.path("halted_ms").asLong() >= only(job, "switchover").path("halted_ms").asLong());
        assertEquals("b", committed.path("host").asText());
    }

    @Test
    void withoutAWishEveryStrategyIsAskedAndTheFirstThatFitsIsTaken() throws Exception {
        LabHosts.run(client, "chosen", "");
        var job = LabHosts.migrate(client, "chosen", "");
        assertEquals("done", state(client.awaitEnd(job)));
        var verdicts = LabHosts.events(client, job, "verdict");
        assertEquals(List.of("parallel", "single"),
                verdicts.stream().map(verdict -> verdict.path("strategy").asText()).toList());
        assertTrue(verdicts.stream().noneMatch(verdict -> verdict.path("reason").asText().isEmpty()));
        assertEquals("parallel", only(job, "chosen").path("strategy").asText());
    }

    @Test
    void aGuestThatWritesTooFastIsLeftAloneWhenThatWasAskedFor() throws Exception {
        LabHosts.run(client, "wild-abort", FAST);
        var job = LabHosts.migrate(client, "wild-abort", NARROW + ", \"on_no_convergence\": \"abort\"");
        var ended = client.awaitEnd(job);
        assertEquals("failed", state(ended));
        assertTrue(ended.path("reason").asText().matches(".*the guest dirties [\\d.]+ MiB/s, the link carries .*"),
                ended.toString());
        assertRunsOn("a", "wild-abort");
    }

    @Test
    void aGuestThatWritesTooFastIsSwitchedOverWhenThatWasAskedFor() throws Exception {
        LabHosts.run(client, "wild-switch", FAST);
        var job = LabHosts.migrate(client, "wild-switch", NARROW + ", \"on_no_convergence\": \"switch-over\"");
        assertEquals("done", state(client.awaitEnd(job)));
        assertTrue(only(job, "committed").path("downtime_ms").asLong() > 60);
        assertRunsOn("b", "wild-switch");
    }

    @Test
    void aGuestThatWritesTooFastIsSlowedDownUntilItCanMoveAndThenRunsAtFullSpeed() throws Exception {
        LabHosts.run(client, "wild-throttle", FAST);
        var job = LabHosts.migrate(client, "wild-throttle", NARROW + ", \"on_no_convergence\": \"throttle\"");
        var ended = client.awaitEnd(job);
        assertEquals("done", state(ended), ended.toString());
        assertTrue(LabHosts.events(client, job, "round")
                .stream()
                .anyMatch(round -> round.path("decision").asText().equals("throttle")));
        assertRunsOn("b", "wild-throttle");
        assertFullSpeed("wild-throttle");
    }

    @Test
    void aCancelledMigrationLeavesTheGuestRunningAtFullSpeedWhereItWas() throws Exception {
        LabHosts.run(client, "recalled", FAST.replace("\"fill\": \"0\"", "\"fill\": \"100\""));
        var job = LabHosts.migrate(client, "recalled", NARROW + ", \"on_no_convergence\": \"throttle\"");
        client.await("/jobs/" + job + "/events?after=0", json -> json.toString().contains("\"throttle\""));
        assertEquals(2, client.post("/jobs/" + job + "/cancel", "{}").status() / 100);
        assertEquals("cancelled", state(client.awaitEnd(job)));
        assertRunsOn("a", "recalled");
        assertFullSpeed("recalled");
    }

    @Test
    void whoAsksForTheSwitchoverGetsItThoughTheGuestWritesTooFast() throws Exception {
        assertEquals(404, client.post("/guests/hastened/migration/switch-over", "").status());
        LabHosts.run(client, "hastened", FAST.replace("\"fill\": \"0\"", "\"fill\": \"100\""));
        assertEquals(409, client.post("/guests/hastened/migration/switch-over", "").status());
        var job = LabHosts.migrate(client, "hastened", NARROW + ", \"on_no_convergence\": \"abort\"");
        client.awaitStep(job, "copy");
        var asked = client.post("/guests/hastened/migration/switch-over", "");
        assertEquals(202, asked.status(), asked.text());
        assertEquals("done", state(client.awaitEnd(job)));
        var round = LabHosts.events(client, job, "round").getLast();
        assertTrue(round.path("reason").asText().endsWith("as was asked meanwhile"), round::toString);
        assertRunsOn("b", "hastened");
        assertEquals(409, client.post("/guests/hastened/migration/switch-over", "").status());
    }

    @Test
    void copyingThatTakesTooLongIsGivenUpInTheMiddleOfARound() throws Exception {
        LabHosts.run(client, "late", "\"fill\": \"100\"");
        var job = LabHosts.migrate(client, "late", ", \"bytes_per_second\": 524288, \"completion_timeout_s\": 1");
        var ended = client.awaitEnd(job);
        assertEquals("failed", state(ended));
        assertTrue(ended.path("reason").asText().contains("2 s were not enough, and round 1 was not over"),
                ended::toString);
        assertRunsOn("a", "late");
    }

    @Test
    void theGuestsOwnWishesCountWhereTheRequestHasNone() throws Exception {
        LabHosts.run(client, "choosy", "\"migration.strategy\": \"parallel\", \"migration.connections\": \"3\"");
        var job = LabHosts.migrate(client, "choosy", "");
        assertEquals("done", state(client.awaitEnd(job)));
        assertEquals("parallel", only(job, "chosen").path("strategy").asText());
        assertEquals(3, only(job, "switchover").path("connections").size());
        var back = LabHosts.migrate(client, "a", "choosy", ", \"strategy\": \"single\", \"connections\": 1");
        assertEquals("done", state(client.awaitEnd(back)));
        assertEquals("single", only(back, "chosen").path("strategy").asText());
    }

    @Test
    void aTargetThatDiesWhileItIsFilledHarmsNothing() throws Exception {
        LabHosts.run(client, "bereft", "\"fill\": \"100\"");
        var sources = lab.processes();
        var job = LabHosts.migrate(client, "bereft", ", \"bytes_per_second\": 8388608, \"strategy\": \"parallel\"");
        client.awaitStep(job, "copy");
        var target = lab.processes().stream().filter(process -> !sources.contains(process)).findFirst().orElseThrow();
        target.destroyForcibly();
        var ended = client.awaitEnd(job);
        assertRunsOn(state(ended).equals("done") ? "b" : "a", "bereft");
    }

    /// That the guest runs there and nowhere else, goes on writing, and has lost nothing.
    private static void assertRunsOn(String expected, String guest) throws IOException, InterruptedException {
        var before = client.get("/guests/" + guest).json();
        var after = client.await("/guests/" + guest, json -> writes(json) > writes(before));
        assertAll(() -> assertEquals("running", after.path("state").asText(), after.toString()),
                () -> assertEquals(expected, after.path("host").asText()),
                () -> assertEquals(0, after.path("counters").path("lost").asLong(-1), after.toString()),
                () -> assertTrue(after.path("job").isMissingNode() || after.path("job").isNull(), after.toString()),
                () -> assertEquals(1, lab.processes().size()));
    }

    /// That none of its time is taken away any more. How fast it writes then is a matter of what else the machine has to do.
    private static void assertFullSpeed(String guest) throws IOException, InterruptedException {
        var counters = client.get("/guests/" + guest).json().path("counters");
        assertEquals(0, counters.path("throttle").asLong(-1), counters::toString);
    }

    private static JsonNode only(String job, String type) throws IOException, InterruptedException {
        var found = LabHosts.events(client, job, type);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    private static long writes(JsonNode guest) {
        return guest.path("counters").path("writes").asLong();
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
