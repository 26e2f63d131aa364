package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostProcess;
import io.gantry.compute.LabHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the host as a power failure would while migrations are under way, and looks what became of the guests.
class MigrationCrashTest {
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);

    /// When a host is killed in a round: at each step as it begins, in the midst of the copying, on both sides of the point of no return.
    private static final List<String> MOMENTS = List.of("step-started check", "step-started prepare",
            "step-started copy",
            "round copy", "switchover copy", "step-started commit", "committed commit", "step-started finish");
    /// Compute hosts by the fault that holds a migration in a step for as long as the host lives.
    private static final Map<String, String> HANGING = Map.of("a", "", "b", "", "a-finish", "remove:hang", "b-check",
            "guests:hang", "b-prepare", "target:hang", "b-copy", "memory-digest:hang", "b-commit", "resume:hang");
    private static final Map<String, String> SOUND = HANGING.keySet()
            .stream()
            .collect(Collectors.toMap(Function.identity(), _ -> ""));

    @TempDir
    private Path directory = Path.of("");

    private LabHosts lab = new LabHosts(directory);

    /// A migration that is under way.
    ///
    /// @param writes of the guest before it
    private record Moving(String guest, String source, String target, String job, long writes) {}

    @AfterEach
    void endTheGuests() throws IOException {
        lab.kill();
    }

    @Test
    void aKilledHostLeavesEveryGuestRunningOnceAndNoWriteLost() throws Exception {
        lab = new LabHosts(directory);
        var seed = Long.getLong("gantry.fault.seed", System.nanoTime());
        System.out.println("gantry.fault.seed=" + seed);
        try (var host = new HostProcess(directory, lab.drivers(HANGING))) {
            inEveryStep(host);
            var moments = new ArrayList<String>();
            var random = new Random(seed);
            for (var round = 0; round < ROUNDS; round++) {
                if (moments.isEmpty()) {
                    moments.addAll(MOMENTS);
                    Collections.shuffle(moments, random);
                }
                atThatMoment(host, moments.removeLast());
            }
        }
    }

    /// One migration hangs in each step, and in the last part of copying; another copies. One kill cuts all of them off, one start resumes them.
    private void inEveryStep(HostProcess host) throws IOException, InterruptedException {
        var client = host.client();
        var moving = new ArrayList<Moving>();
        moving.add(move(client, "check", "a", "b-check", ""));
        moving.add(move(client, "prepare", "a", "b-prepare", ""));
        moving.add(move(client, "copy", "a", "b-copy", ", \"prove\": true"));
        moving.add(move(client, "commit", "a", "b-commit", ""));
        moving.add(move(client, "finish", "a-finish", "b", ""));
        for (var one : moving) {
            client.awaitStep(one.job(), one.guest());
        }
        client.await("/jobs/" + moving.get(2).job() + "/events", json -> json.toString().contains("\"switchover\""));
        var rounds = move(client, "rounds", "a", "b", ", \"bytes_per_second\": 4194304, \"prove\": true");
        client.awaitStep(rounds.job(), "copy");
        host.kill();
        assertTrue(lab.processes().size() > moving.size(), "guests have died with the host");

        client = host.restart(lab.drivers(SOUND));
        for (var one : moving) {
            assertEquals(one.guest(), cutOff(client, one.job()), one.guest());
        }
        assertEquals("copy", cutOff(client, rounds.job()));
        moving.add(rounds);
        for (var one : moving) {
            assertRunsOnce(client, one);
        }
        assertGone(client, moving);
    }

    private void atThatMoment(HostProcess host, String moment) throws IOException, InterruptedException {
        var moving = move(host.client(), "guest-" + moment.replace(' ', '-'), "a", "b",
                ", \"bytes_per_second\": 16777216, \"prove\": true");
        awaitEvent(host.client(), moving.job(), moment);
        host.kill();
        assertTrue(lab.processes().size() >= 1, "no guest lives on after " + moment);
        var client = host.restart(lab.drivers(SOUND));
        assertRunsOnce(client, moving);
        assertGone(client, List.of(moving));
    }

    private static Moving move(HostClient client, String guest, String source, String target, String settings)
            throws IOException, InterruptedException {
        LabHosts.run(client, source, guest, "\"rate\": \"2000\", \"dirty-region\": \"1\", \"fill\": \"60\"");
        var before = writes(client.await("/guests/" + guest, json -> writes(json) > 100));
        return new Moving(guest, source, target, LabHosts.migrate(client, target, guest, settings), before);
    }

    private static void assertRunsOnce(HostClient client, Moving moving) throws IOException, InterruptedException {
        var ended = client.awaitEnd(moving.job());
        var path = "/guests/" + moving.guest();
        var after = client.await(path, json -> writes(json) > moving.writes());
        assertEquals("running", after.path("state").asText(), after::toString);
        assertEquals("done".equals(state(ended)) ? moving.target() : moving.source(), after.path("host").asText(),
                ended::toString);
        assertEquals(0, after.path("counters").path("lost").asLong(-1), after::toString);
        var now = writes(after);
        client.await(path, json -> writes(json) > now);
    }

    private void assertGone(HostClient client, List<Moving> all) throws IOException, InterruptedException {
        assertEquals(all.size(), lab.processes().size(), "one copy of each runs and nothing else is left");
        for (var one : all) {
            assertEquals(204, client.delete("/guests/" + one.guest()).status());
        }
        assertEquals(0, lab.processes().size());
    }

    private static void awaitEvent(HostClient client, String job, String moment)
            throws IOException, InterruptedException {
        var last = 0L;
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            var events = client.get("/jobs/" + job + "/events?wait=5&after=" + last).json().path("events");
            for (var event : events) {
                last = event.path("number").asLong();
                if (moment.equals(event.path("type").asText() + " " + event.path("step").asText())) {
                    return;
                }
            }
        }
        throw new AssertionError("no event " + moment + " in job " + job);
    }

    /// The step that was begun again.
    private static String cutOff(HostClient client, String job) throws IOException, InterruptedException {
        client.awaitEnd(job);
        return LabHosts.events(client, job)
                .stream()
                .filter(event -> event.path("type").asText().equals("step-started"))
                .filter(event -> event.path("data").path("again").asBoolean())
                .map(event -> event.path("step").asText())
                .findFirst()
                .orElse("none");
    }

    private static long writes(JsonNode guest) {
        return guest.path("counters").path("writes").asLong();
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
