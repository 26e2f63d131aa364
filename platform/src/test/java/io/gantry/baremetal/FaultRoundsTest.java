package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.baremetal.ImageServer.Mood;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rounds in which all nodes are asked for something at once while controllers, agents, the server of images and the host itself fail at random
/// moments. Whatever happens, each node ends where it was to get or in a failed state with its reason, from which a documented way on works.
///
/// `-Dgantry.fault.rounds=100` runs more of them, `-Dgantry.fault.seed=...` the same ones again.
class FaultRoundsTest {
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int HALF = 3;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(4);
    private static final List<String> FAULTS = List.of("silent", "late", "unavailable", "garbage", "stalls", "breaks",
            "wrong", "refuses", "kill agent", "stop agent", "kill agents", "bad disc", "bad disc", "kill host",
            "kill host");
    private static final List<String> MISHAPS = List.of("write:hang:50%", "write:die:50%", "write:fail", "finish:die",
            "heartbeat:hang", "lookup:die", "erase_devices:die", "clean.get_clean_steps:fail", "standby.sync:die",
            "rescue.finalize_rescue:die");
    private static final Map<String, List<String>> ASK = Map.of("available", List.of("active", "active", "manage"),
            "manageable", List.of("provide", "provide", "inspect", "clean"), "active",
            List.of("rebuild", "rescue", "deleted"), "rescue", List.of("unrescue", "deleted"));
    private static final Map<String, List<String>> WAYS_ON = Map.of("deploy failed",
            List.of("active", "rebuild", "deleted", "manage"), "clean failed", List.of("manage"), "inspect failed",
            List.of("inspect", "manage"), "error", List.of("deleted", "rebuild"), "rescue failed",
            List.of("rescue", "unrescue", "deleted"), "unrescue failed", List.of("rescue", "unrescue", "deleted"));
    private static final Set<String> AT_REST = Set.of("enroll", "manageable", "available", "active", "rescue");

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, String> wished = new HashMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> story = new ArrayList<>();

    @Test
    void everyNodeEndsWellOrSaysWhyAndHasAWayOn() throws Exception {
        System.out.println("rounds of faults: " + ROUNDS + " with -Dgantry.fault.seed=" + SEED);
        try (var rack = new FaultRack(directory, HALF)) {
            images(rack);
            for (var node : rack.nodes()) {
                ask(rack, node, "manage");
            }
            settle(rack);
            for (var node : rack.nodes()) {
                assertEquals("manageable", rack.rack().state(node), () -> told(rack, node));
                ask(rack, node, "provide");
            }
            settle(rack);
            for (var round = 1; round <= ROUNDS; round++) {
                story.clear();
                story.add("round " + round);
                round(rack);
            }
            System.out.println(counts);
        } catch (AssertionError | IOException failed) {
            throw new AssertionError("with -Dgantry.fault.seed=" + SEED + ": " + story, failed);
        }
    }

    private static String told(FaultRack rack, String node) {
        try {
            return rack.node(node).path("last_error").asText() + rack.lab();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }

    private void images(FaultRack rack) throws Exception {
        for (var i = 1; i <= 3; i++) {
            contents.put("image-" + i, DiskImages.gpt(1 + i, i));
            rack.images().put("/image-" + i, content("image-" + i));
        }
        contents.put("kept", DiskImages.gpt(2, 9));
        rack.keep("kept", content("kept"));
    }

    private byte[] content(String image) {
        return Objects.requireNonNull(contents.get(image), image);
    }

    private void round(FaultRack rack) throws Exception {
        for (var node : rack.nodes()) {
            var state = rack.rack().state(node);
            ask(rack, node, pick(ASK.getOrDefault(state, WAYS_ON.getOrDefault(state, List.of("manage")))));
        }
        var faults = 1 + random.nextInt(2);
        for (var i = 0; i < faults; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2000)); // any moment is as good as another
            strike(rack, pick(FAULTS));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2500));
        rack.lab().quirks();
        rack.images().mood(Mood.WELL);
        rack.disc("write:slow:4x");
        settle(rack);
        for (var node : rack.nodes()) {
            check(rack, node, rack.node(node));
        }
        wayOn(rack);
    }

    private void strike(FaultRack rack, String fault) throws Exception {
        story.add(fault);
        counts.merge(fault, 1, Integer::sum);
        switch (fault) {
            case "stalls" -> rack.images().mood(Mood.STALLS);
            case "breaks" -> rack.images().mood(Mood.BREAKS);
            case "wrong" -> rack.images().mood(Mood.WRONG);
            case "refuses" -> rack.images().mood(Mood.UNAVAILABLE);
            case "kill agent", "stop agent", "kill agents" -> agents(rack, fault);
            case "bad disc" -> {
                story.add(pick(MISHAPS));
                rack.disc(story.getLast());
            }
            case "kill host" -> rack.killHost(random);
            default -> rack.lab().quirks(fault);
        }
    }

    private void agents(FaultRack rack, String fault) throws Exception {
        for (var node : rack.nodes()) {
            if (rack.signal(node, fault.startsWith("stop") ? "STOP" : "KILL")) {
                story.add("of " + node);
                counts.merge("agents that it met", 1, Integer::sum);
                if (!fault.equals("kill agents")) {
                    return;
                }
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void ask(FaultRack rack, String node, String verb) throws IOException, InterruptedException {
        story.add(node + " " + verb);
        counts.merge(verb, 1, Integer::sum);
        var api = rack.rack().api();
        if (verb.equals("active") || verb.equals("rebuild")) {
            wish(rack, node);
        }
        var more = verb.equals("clean")
                ? ", \"clean_steps\": [{\"interface\": \"deploy\", \"step\": \"erase_devices_metadata\"}]"
                : verb.equals("rescue") ? ", \"rescue_password\": \"geheim\"" : "";
        var answer = api.put("/nodes/" + node + "/states/provision", "{\"target\": \"" + verb + "\"" + more + "}");
        assertEquals(202, answer.status(), answer::text);
    }

    private void wish(FaultRack rack, String node) throws IOException, InterruptedException {
        var image = pick(List.of("image-1", "image-2", "image-3", "kept"));
        var info = image.equals("kept")
                ? "{\"image_source\": \"kept\"}"
                : "{\"image_source\": \"%s\", \"image_checksum\": \"%s\"}".formatted(rack.images().url("/" + image),
                        sum(image));
        var answer = rack.rack()
                .api()
                .patch("/nodes/" + node,
                        "[{\"op\": \"add\", \"path\": \"/instance_info\", \"value\": " + info + "}]");
        assertEquals(200, answer.status(), answer::text);
        wished.put(node, image);
    }

    private String sum(String image) {
        try {
            return DiskImages.sha256(content(image));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Until nothing is under way any more.
    private void settle(FaultRack rack) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE;
        for (var node : rack.nodes()) {
            for (var now = rack.node(node); !atRest(now); now = rack.node(node)) {
                assertTrue(System.nanoTime() < deadline, "does not come to rest: " + now);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static boolean atRest(JsonNode node) {
        var state = node.path("provision_state").asText();
        return AT_REST.contains(state) || WAYS_ON.containsKey(state) || state.equals("adopt failed");
    }

    private void check(FaultRack rack, String name, JsonNode node) throws Exception {
        var state = node.path("provision_state").asText();
        counts.merge("ended " + state, 1, Integer::sum);
        var error = node.path("last_error").asText("");
        assertTrue(node.path("reservation").isNull(), node::toString);
        assertTrue(node.path("target_provision_state").isNull(), node::toString);
        assertFalse(rack.twoWriters(name), () -> "two writers on the disk of " + node);
        for (var never : List.of("unexpectedly", "writes on", "NullPointer")) {
            assertFalse(error.contains(never), node::toString);
        }
        if (WAYS_ON.containsKey(state)) {
            assertTrue(error.length() > 20, node::toString);
            story.add(name + ": " + state + ": " + error);
        }
        var job = node.path("driver_internal_info").path("job").asText();
        rack.host().client().awaitEnd(job); // a moment after the node has got there
        machine(rack, name, node, state);
    }

    private void machine(FaultRack rack, String name, JsonNode node, String state) throws IOException {
        if (!rack.on(name)) {
            assertTrue(rack.program(name).isEmpty(), () -> "something runs on a node that is off: " + node);
        }
        if (state.equals("active")) {
            var image = content(String.valueOf(wished.get(name)));
            assertTrue(Arrays.equals(image, Arrays.copyOf(rack.disk(name), image.length)),
                    () -> "not its image on " + node);
            assertTrue(rack.on(name), node::toString);
            assertTrue(rack.program(name).isEmpty(), () -> "its ramdisk runs on " + node);
        }
        if (state.equals("available")) {
            assertFalse(rack.on(name), node::toString);
            assertArrayStartsWithZeros(rack.disk(name), node);
        }
    }

    private static void assertArrayStartsWithZeros(byte[] disk, JsonNode node) {
        assertTrue(Arrays.equals(new byte[1 << 20], Arrays.copyOf(disk, 1 << 20)),
                () -> "what a tenant wrote is on " + node);
    }

    /// Every node that failed is asked for one of the things that can be asked for then, and has to get there.
    private void wayOn(FaultRack rack) throws Exception {
        var asked = new HashMap<String, String>();
        for (var node : rack.nodes()) {
            var ways = WAYS_ON.get(rack.rack().state(node));
            if (ways != null) {
                asked.put(node, pick(ways));
                ask(rack, node, asked.get(node));
                counts.merge("ways on", 1, Integer::sum);
            }
        }
        settle(rack);
        for (var node : asked.keySet()) {
            var now = rack.node(node);
            assertFalse(WAYS_ON.containsKey(now.path("provision_state").asText()),
                    () -> "no way on by " + asked.get(node) + ": " + now);
            check(rack, node, now);
        }
    }
}
