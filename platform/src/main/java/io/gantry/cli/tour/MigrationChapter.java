package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gantry.cli.Api;
import io.gantry.cli.Size;
import io.gantry.cli.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A guest that keeps writing moves to another host and back while it runs.
final class MigrationChapter implements Chapter {
    private static final int CONNECTIONS = 4;
    private static final String PAGES_A_SECOND = "10000";

    private final Instances instances;

    MigrationChapter(Instances instances) {
        this.instances = instances;
    }

    @Override
    public List<TourStep> steps() {
        return List.of(new TourStep("A guest starts, and its program keeps writing to its memory", this::start),
                new TourStep("It moves live over one connection: single", guide -> move(guide, "single", 0, 1, 1)),
                new TourStep("It moves back live over " + CONNECTIONS + " connections: parallel",
                        guide -> move(guide, "parallel", 1, 0, CONNECTIONS)));
    }

    private void start(Guide guide) {
        var guest = guide.name("guest");
        var memory = guide.plan().guestMemory();
        guide.api()
                .post("/guests", Map.of("name", guest, "host", host(0), "memory_bytes", memory, "properties",
                        Map.of("rate", PAGES_A_SECOND)));
        guide.api().post(Api.path("guests", guest, "start"));
        var shown = guide.await("the first write of " + guest, () -> show(guide), seen -> counter(seen, "writes") > 0);
        guide.expect("state of the guest with " + new Size(memory) + " of memory on " + host(0), "running",
                shown.path("state").asText());
        guide.say(
                "%s of its pages are written in a second, each write checks an earlier one".formatted(PAGES_A_SECOND));
        goesOn(guide, shown);
    }

    private void move(Guide guide, String strategy, int from, int to, int connections) {
        var before = show(guide);
        guide.expect("it runs on", host(from), before.path("host").asText());
        var request = Map.of("target", host(to), "strategy", instances.of(strategy), "connections", connections,
                "prove", true);
        var job = guide.api().post(Api.path("guests", guide.name("guest"), "migrate"), request);
        var events = new HashMap<String, JsonNode>();
        guide.follow(job, event -> {
            var type = event.path("type").asText();
            events.put(type, event.path("data"));
            if (type.equals("round") || type.equals("switchover")) {
                tellConnections(guide, event.path("data").path("connections"));
            }
        });
        judge(guide, events, host(to), connections);
        var after = show(guide);
        guide.expect("it runs on", host(to), after.path("host").asText());
        guide.expect("state of the guest", "running", after.path("state").asText());
        guide.expect("its program went on from where it was",
                counter(after, "writes") >= counter(before, "writes"),
                counter(before, "writes") + " writes before, " + counter(after, "writes") + " after");
        goesOn(guide, after);
    }

    private static void judge(Guide guide, Map<String, JsonNode> events, String target, int connections) {
        for (var type : List.of("verdict", "round", "switchover", "proof", "committed")) {
            if (!events.containsKey(type)) {
                throw new Unexpected("the migration told nothing of type " + type);
            }
        }
        var proof = events.getOrDefault("proof", MissingNode.getInstance());
        guide.expect("SHA-256 of the whole memory at both sides while the guest stood still",
                proof.path("source_digest").asText(), proof.path("target_digest").asText());
        guide.expect("length of that SHA-256", 64, proof.path("target_digest").asText().length());
        var switchover = events.getOrDefault("switchover", MissingNode.getInstance());
        guide.expect("connections", connections, switchover.path("connections").size());
        var committed = events.getOrDefault("committed", MissingNode.getInstance());
        guide.expect("committed on", target, committed.path("host").asText());
        guide.say("downtime %s ms".formatted(Table.text(committed.path("downtime_ms"))));
    }

    private static void tellConnections(Guide guide, JsonNode connections) {
        var number = 1;
        for (var connection : connections) {
            guide.say("  connection %d: %s sent, %s/s, stalled %s ms".formatted(number++,
                    new Size(connection.path("sent_bytes").asLong()),
                    new Size(connection.path("bytes_per_second").asLong()), Table.text(connection.path("stalled_ms"))));
        }
    }

    /// Its program writes on, and has lost nothing.
    private void goesOn(Guide guide, JsonNode seen) {
        var later = guide.await("another write", () -> show(guide),
                now -> counter(now, "writes") > counter(seen, "writes"));
        guide.expect("writes lost", 0L, counter(later, "lost"));
        guide.say("writes so far: %d".formatted(counter(later, "writes")));
    }

    private JsonNode show(Guide guide) {
        return guide.api().get(Api.path("guests", guide.name("guest")));
    }

    private static long counter(JsonNode guest, String name) {
        return guest.path("counters").path(name).asLong(-1);
    }

    private String host(int index) {
        var hosts = instances.open("HypervisorDriver", "Migratable", "MemoryProof");
        if (hosts.size() < 2) {
            throw new Unexpected(
                    "guests cannot move: of two open compute hosts that are Migratable and MemoryProof there are "
                            + hosts.size());
        }
        return hosts.get(index);
    }
}
