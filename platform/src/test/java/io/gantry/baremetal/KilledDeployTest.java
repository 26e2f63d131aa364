package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostProcess;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host dies as in a power failure, at each step of a deploy and in its undo. A driver that hangs keeps it in the step until then.
class KilledDeployTest {
    private static final byte[] IMAGE = DiskImages.noise(48, 3);
    private static final String RACK = "rack: { driver: lab-hardware }";
    private static final String WRITER = "writer: { driver: lab-deploy }";

    @TempDir
    Path directory;

    @Test
    void aDeployThatIsKilledAtEveryStepEndsWithTheImageOnTheDisk() throws Exception {
        try (var host = new HostProcess(directory, hanging("rack", "lab-hardware", "set-power:hang"), WRITER)) {
            assertEquals(200, host.client().put("/images/image", BodyPublishers.ofByteArray(IMAGE)).status());
            var job = deploy(host, "node");
            killIn(host, job, "power-off");
            host.restart(RACK, hanging("writer", "lab-deploy", "fit:hang"));
            killIn(host, job, "choose");
            host.restart(RACK, hanging("writer", "lab-deploy", "deploy:hang:50%"));
            host.client()
                    .await("/jobs/" + job, json -> json.path("progress").path("done").asLong() * 2 >= IMAGE.length);
            killIn(host, job, "write");
            host.restart(RACK, WRITER);
            killIn(host, job, "verify");
            host.restart(hanging("rack", "lab-hardware", "set-power:hang"), WRITER);
            killIn(host, job, "power-on");

            host.restart(RACK, hanging("writer", "lab-deploy", "deploy:failed:50%', 'tear-down:hang"));
            assertEquals("done", state(host.client().awaitEnd(job)));
            assertEquals("active", state(host.client().get("/nodes/node").json()));
            assertTrue(holds(host, "node"));
            killedInItsUndo(host);
        }
    }

    private static void killedInItsUndo(HostProcess host) throws Exception {
        var job = deploy(host, "other");
        host.client()
                .await("/jobs/" + job,
                        json -> json.path("state").asText().toLowerCase(Locale.ROOT).startsWith("rolling"));
        host.kill();
        host.restart(RACK, WRITER);
        assertEquals("failed", state(host.client().awaitEnd(job)));
        assertEquals("deploy-failed", state(host.client().get("/nodes/other").json()));
        assertFalse(holds(host, "other"));
        assertTrue(host.client().get("/nodes/other").text().contains("deploy:failed"), "the reason outlives the host");

        var again = host.client().post("/nodes/other/deploy", "{\"image\": \"image\"}").json().path("id").asText();
        assertEquals("done", state(host.client().awaitEnd(again)));
        assertTrue(holds(host, "other"));
    }

    private static void killIn(HostProcess host, String job, String step) throws Exception {
        host.client().awaitStep(job, step);
        assertEquals("deploying", state(host.client().get("/nodes/node").json()));
        host.kill();
    }

    private static String deploy(HostProcess host, String node) throws Exception {
        assertEquals(201,
                host.client().post("/nodes", "{\"name\": \"" + node + "\", \"hardware\": \"rack\"}").status());
        var job = host.client().post("/nodes/" + node + "/deploy", "{\"image\": \"image\"}");
        assertEquals(202, job.status(), job::text);
        return job.json().path("id").asText();
    }

    private static String hanging(String instance, String driver, String faults) {
        return "%s: { driver: %s, deadline: 1h, faults: ['%s'] }".formatted(instance, driver, faults);
    }

    private static boolean holds(HostProcess host, String node) throws Exception {
        return Arrays.equals(IMAGE, Arrays.copyOf(host.client().get("/nodes/" + node + "/disk").bytes(), IMAGE.length));
    }

    private static String state(JsonNode object) {
        return object.path("state").asText().toLowerCase(Locale.ROOT);
    }
}
