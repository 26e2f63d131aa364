package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
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
    /// In its second life what was at the write comes to switching the node on, and hangs there.
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
                assertEquals("deploying", state(host.client().get("/nodes/" + node).json()), node);
            }
            // Nothing hangs in verifying, so that one is last and the kill follows at once.
            var verify = deploy(host, "verify", "rack", "writer");
            host.client().awaitStep(verify, "verify");

            host.restart(LATE);
            host.client().awaitStep(write, "power-on");
            ended(host, Map.of("off", off, "choose", choose, "verify", verify));
            assertCutOff(host, Map.of("power-off", off, "choose", choose, "write", write));
            undone(host, undo);

            host.restart(SOUND);
            ended(host, Map.of("write", write));
            assertCutOff(host, Map.of("power-on", write));
        }
    }

    private static void ended(HostProcess host, Map<String, String> jobs) throws Exception {
        for (var job : jobs.entrySet()) {
            var ended = host.client().awaitEnd(job.getValue());
            assertEquals("done", state(ended), ended::toString);
            assertEquals("active", state(host.client().get("/nodes/" + job.getKey()).json()), job.getKey());
            assertTrue(holds(host, job.getKey()), job.getKey());
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
        assertEquals("deploy-failed", state(host.client().get("/nodes/undo").json()));
        assertFalse(holds(host, "undo"));
        assertTrue(host.client().get("/nodes/undo").text().contains("deploy:failed"), "the reason outlives the host");

        var again = host.client().post("/nodes/undo/deploy", "{\"image\": \"image\"}").json().path("id").asText();
        assertEquals("done", state(host.client().awaitEnd(again)));
        assertTrue(holds(host, "undo"));
    }

    private static String deploy(HostProcess host, String node, String hardware, String deployInterface)
            throws Exception {
        var created = host.client()
                .post("/nodes", "{\"name\": \"%s\", \"hardware\": \"%s\", \"deploy_interface\": \"%s\"}"
                        .formatted(node, hardware, deployInterface));
        assertEquals(201, created.status(), created::text);
        var job = host.client().post("/nodes/" + node + "/deploy", "{\"image\": \"image\"}");
        assertEquals(202, job.status(), job::text);
        return job.json().path("id").asText();
    }

    /// The deadline is long, so that a call which hangs still does when the host is killed.
    private static String driver(String instance, String driver, String... faults) {
        var list = Stream.of(faults).map(fault -> "'" + fault + "'").collect(Collectors.joining(", "));
        return "%s: { driver: %s, deadline: 1h, faults: [%s] }".formatted(instance, driver, list);
    }

    private static boolean holds(HostProcess host, String node) throws Exception {
        return Arrays.equals(IMAGE, Arrays.copyOf(host.client().get("/nodes/" + node + "/disk").bytes(), IMAGE.length));
    }

    private static String state(JsonNode object) {
        return object.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
