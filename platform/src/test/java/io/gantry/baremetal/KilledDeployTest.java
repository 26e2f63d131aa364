package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host dies as in a power failure while deploys are at each step and in the undo, one deploy at each: drivers that hang keep them there
/// until then. One start resumes them all.
class KilledDeployTest {
    private static final byte[] IMAGE = DiskImages.noise(48, 3);
    private static final String[] HANGING = {driver("rack", "lab-hardware"),
            driver("rack-off", "lab-hardware", "set-power:hang"), driver("rack-late", "lab-hardware"),
            driver("writer", "lab-deploy"), driver("undecided", "lab-deploy", "fit:hang"),
            driver("slow", "lab-deploy", "deploy:hang:50%"),
            driver("broken", "lab-deploy", "deploy:failed:50%", "tear-down:hang")};
    /// In its second life what was at the write comes to switching the node off, and hangs there.
    private static final String[] LATE = {driver("rack", "lab-hardware"), driver("rack-off", "lab-hardware"),
            driver("rack-late", "lab-hardware", "set-power:hang"), driver("writer", "lab-deploy"),
            driver("undecided", "lab-deploy"), driver("slow", "lab-deploy"), driver("broken", "lab-deploy")};
    private static final String[] SOUND = {driver("rack", "lab-hardware"), driver("rack-off", "lab-hardware"),
            driver("rack-late", "lab-hardware"), driver("writer", "lab-deploy"), driver("undecided", "lab-deploy"),
            driver("slow", "lab-deploy"), driver("broken", "lab-deploy")};

    @TempDir
    Path directory;

    @Test
    void deploysThatAreKilledAtEveryStepEndWithTheImageOnTheDisk() throws Exception {
        try (var host = new HostProcess(directory, HANGING)) {
            assertEquals(200, host.client().put("/images/image", BodyPublishers.ofByteArray(IMAGE)).status());
            var off = deploy(host, "off", "rack-off", "writer");
            var choose = deploy(host, "choose", "rack", "undecided");
            var write = deploy(host, "write", "rack-late", "slow");
            var undo = deploy(host, "undo", "rack", "broken");
            host.client().awaitStep(off, "power-off");
            host.client().awaitStep(choose, "choose");
            host.client()
                    .await("/jobs/" + write, json -> json.path("progress").path("done").asLong() * 2 >= IMAGE.length);
            host.client().await("/jobs/" + undo, json -> state(json).startsWith("rolling"));
            for (var node : List.of("off", "choose", "write", "undo")) {
                assertEquals("deploying", rack(host).state(node), node);
            }
            // Nothing hangs in verifying, so that one is last and the kill follows at once.
            var verify = deploy(host, "verify", "rack", "writer");
            awaitInner(host, verify, "verify_image");

            host.restart(LATE);
            awaitInner(host, write, "tear_down_agent");
            ended(host, Map.of("off", off, "choose", choose, "verify", verify));
            assertCutOff(host, Map.of("power-off", off, "choose", choose, "work", write));
            undone(host, undo);

            host.restart(SOUND);
            ended(host, Map.of("write", write));
            assertCutOff(host, Map.of("work", write));
        }
    }

    private static Rack rack(HostProcess host) {
        return new Rack(host.client());
    }

    /// Until the work has come to that step.
    private static void awaitInner(HostProcess host, String job, String step) throws Exception {
        host.client()
                .await("/jobs/" + job + "/events", answer -> answer.path("events")
                        .valueStream()
                        .anyMatch(event -> event.path("type").asText().equals("step")
                                && event.path("data").path("step").asText().equals(step)));
    }

    private static void ended(HostProcess host, Map<String, String> jobs) throws Exception {
        for (var job : jobs.entrySet()) {
            var ended = host.client().awaitEnd(job.getValue());
            assertEquals("done", state(ended), ended::toString);
            assertEquals("active", rack(host).state(job.getKey()), job.getKey());
            assertTrue(rack(host).holds(job.getKey(), IMAGE), job.getKey());
        }
    }

    /// That the step began once more than it would have.
    private static void assertCutOff(HostProcess host, Map<String, String> jobs) throws Exception {
        for (var job : jobs.entrySet()) {
            var events = host.client().get("/jobs/" + job.getValue() + "/events").json().path("events");
            assertTrue(events.valueStream()
                    .anyMatch(event -> event.path("type").asText().equals("step-started")
                            && event.path("step").asText().equals(job.getKey())
                            && event.path("data").path("again").asBoolean()),
                    () -> job.getKey() + " was not cut off: " + events);
        }
    }

    private static void undone(HostProcess host, String job) throws Exception {
        assertEquals("failed", state(host.client().awaitEnd(job)));
        var node = rack(host).await("undo", "deploy failed");
        assertFalse(rack(host).holds("undo", IMAGE));
        assertTrue(node.path("last_error").asText().contains("deploy:failed"), "the reason outlives the host");

        var again = rack(host).deploy("undo", "image");
        assertEquals("done", state(host.client().awaitEnd(again)));
        assertTrue(rack(host).holds("undo", IMAGE));
    }

    /// @param hardware that drives it from now on; until it was offered another did, which does not hang
    private static String deploy(HostProcess host, String node, String hardware, String deployInterface)
            throws Exception {
        var rack = rack(host);
        rack.offer(node, "rack", deployInterface);
        var patched = rack.api()
                .patch("/nodes/" + node,
                        "[{\"op\": \"replace\", \"path\": \"/driver\", \"value\": \"" + hardware + "\"}]");
        assertEquals(200, patched.status(), patched::text);
        return rack.deploy(node, "image");
    }

    /// The deadline is long, so that a call which hangs still does when the host is killed.
    private static String driver(String instance, String driver, String... faults) {
        var list = Stream.of(faults).map(fault -> "'" + fault + "'").collect(Collectors.joining(", "));
        return "%s: { driver: %s, deadline: 1h, faults: [%s] }".formatted(instance, driver, list);
    }

    private static String state(JsonNode object) {
        return object.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
