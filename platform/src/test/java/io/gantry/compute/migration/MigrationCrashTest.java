package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostProcess;
import io.gantry.compute.LabHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the host as a power failure would, as soon as a migration has told of an event, and looks what became of the guest.
class MigrationCrashTest {
    /// What is killed at: each step as it begins, the copying in its midst, and both sides of the point of no return.
    private static final List<String> MOMENTS = List.of("step-started check", "step-started prepare",
            "step-started copy",
            "round copy", "switchover copy", "step-started commit", "committed commit", "step-started finish");

    @TempDir
    private Path directory = Path.of("");

    private LabHosts lab = new LabHosts(directory);

    @AfterEach
    void endTheGuests() throws IOException {
        lab.kill();
    }

    @Test
    void aKilledHostLeavesTheGuestRunningOnceAndNoWriteLost() throws Exception {
        lab = new LabHosts(directory);
        var rounds = Integer.getInteger("gantry.fault.rounds", 1);
        var hit = new TreeSet<String>();
        try (var host = new HostProcess(directory, lab.drivers())) {
            for (var moment : IntStream.range(0, rounds).boxed().flatMap(_ -> MOMENTS.stream()).toList()) {
                hit.add(crash(host, moment));
            }
        }
        assertTrue(hit.containsAll(List.of("prepare", "copy")), "cut off only in " + hit);
    }

    /// @return the step that was cut off
    private String crash(HostProcess host, String moment) throws IOException, InterruptedException {
        var guest = "guest-" + moment.replace(' ', '-');
        var client = host.client();
        LabHosts.run(client, guest, "\"rate\": \"2000\", \"dirty-region\": \"1\", \"fill\": \"60\"");
        var before = writes(client.await("/guests/" + guest, json -> writes(json) > 100));
        var job = LabHosts.migrate(client, guest, ", \"bytes_per_second\": 16777216, \"prove\": true");
        awaitEvent(client, job, moment);
        host.kill();
        assertTrue(lab.processes().size() >= 1, "no guest lives on after " + moment);
        client = host.restart(lab.drivers());
        var ended = client.awaitEnd(job);
        var after = client.await("/guests/" + guest, json -> writes(json) > before);
        assertEquals("running", after.path("state").asText(), moment + ": " + after);
        assertEquals("done".equals(state(ended)) ? "b" : "a", after.path("host").asText(), moment + ": " + ended);
        assertEquals(0, after.path("counters").path("lost").asLong(-1), moment + ": " + after);
        var now = writes(after);
        client.await("/guests/" + guest, json -> writes(json) > now);
        assertEquals(1, lab.processes().size(), moment + ": one copy runs and nothing else is left");
        assertEquals(204, client.delete("/guests/" + guest).status());
        assertEquals(0, lab.processes().size(), moment);
        return again(client, job);
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

    private static String again(HostClient client, String job) throws IOException, InterruptedException {
        return LabHosts.events(client, job)
                .stream()
                .filter(event -> event.path("type").asText().equals("step-started"))
                .filter(event -> event.path("data").path("again").asBoolean())
                .map(event -> event.path("step").asText())
                .findFirst()
                .orElse("between two steps");
    }

    private static long writes(JsonNode guest) {
        return guest.path("counters").path("writes").asLong();
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
