package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployTest {
    private static final byte[] DISK = DiskImages.gpt(3, 7);
    private static final byte[] PLAIN = DiskImages.noise(2, 8);

    @TempDir
    static Path directory;
    static TestHost host;
    static HostClient client;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, HostFile.of("direct: { driver: direct }", "fallback: { driver: lab-deploy }",
                "shy: { driver: lab-deploy, faults: ['fit:failed'] }",
                "breaks: { driver: lab-deploy, faults: ['deploy:failed:50%'] }",
                "sticks: { driver: lab-deploy, faults: ['deploy:hang:50%'] }",
                "clings: { driver: lab-deploy, faults: ['deploy:failed:50%', 'tear-down:failed:1x'] }",
                "rack: { driver: lab-hardware }"));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
        assertEquals(200, client.put("/images/disk", BodyPublishers.ofByteArray(DISK)).status());
        assertEquals(200, client.put("/images/plain", BodyPublishers.ofByteArray(PLAIN)).status());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void anImageIsKeptUnderItsChecksumAndDescribedByItsBytes() throws Exception {
        var image = client.get("/images/disk").json();
        assertEquals(DISK.length, image.path("bytes").asInt());
        assertEquals(DiskImages.sha256(DISK), image.path("sha256").asText());
        assertEquals("gpt", image.path("properties").path("partition-table").asText());
        assertEquals(200, client.put("/images/disk", BodyPublishers.ofByteArray(DISK)).status(),
                "the same again is fine");
        var other = client.put("/images/disk", BodyPublishers.ofByteArray(PLAIN));
        assertEquals(409, other.status(), other::text);
        assertEquals(200, client.put("/images/twin", BodyPublishers.ofByteArray(DISK)).status());
        assertEquals(204, client.delete("/images/twin").status());
        assertTrue(Files.exists(directory.resolve("data/images").resolve(DiskImages.sha256(DISK))),
                "its twin is still there");
        try (var files = Files.list(directory.resolve("data/images"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void autodetectDeploysWithWhoeverSaysYesAndTheDiskHoldsTheImage() throws Exception {
        create("one", "autodetect");
        var explained = client.get("/nodes/one/explain?image=disk").json();
        assertEquals("direct", explained.path("chosen").asText(), explained::toString);
        assertEquals("available", client.get("/nodes/one").json().path("state").asText());

        var job = deploy("one", "disk");
        assertEquals("done", state(client.awaitEnd(job)), () -> text("/jobs/" + job));
        var node = client.get("/nodes/one").json();
        assertEquals("active", node.path("state").asText());
        assertEquals("direct", node.path("chosen").asText());
        assertEquals(explained.path("verdicts"), node.path("verdicts"));
        assertEquals("yes", node.path("verdicts").get(0).path("verdict").asText());
        assertEquals("failed", verdict(node, "shy").path("verdict").asText());
        assertArrayEquals(DISK, Arrays.copyOf(client.get("/nodes/one/disk").bytes(), DISK.length));
        assertEquals(List.of("verdict", "chosen", "verified"), features(job));

        assertEquals(409, client.delete("/nodes/one").status());
        assertEquals(409, client.delete("/images/disk").status());
        assertEquals(409, client.post("/nodes/one/deploy", "{\"image\": \"disk\"}").status());

        var undeploy = client.post("/nodes/one/undeploy", "").json().path("id").asText();
        assertEquals("done", state(client.awaitEnd(undeploy)));
        node = client.get("/nodes/one").json();
        assertEquals("available", node.path("state").asText());
        assertFalse(node.hasNonNull("image"), node::toString);
        assertFalse(holds("one", DISK));
        assertEquals(409, client.post("/nodes/one/undeploy", "").status());
        assertEquals(204, client.delete("/nodes/one").status());
    }

    @Test
    void withoutAYesTheFirstFallbackIsTaken() throws Exception {
        create("two", "autodetect");
        assertEquals("done", state(client.awaitEnd(deploy("two", "plain"))));
        var node = client.get("/nodes/two").json();
        assertEquals("fallback", node.path("chosen").asText(), node::toString);
        assertEquals("no", verdict(node, "direct").path("verdict").asText());
        assertTrue(holds("two", PLAIN));
    }

    @Test
    void anInterfaceThatTheNodeNamesIsAskedAloneAndItsNoIsTheReason() throws Exception {
        create("three", "direct");
        assertEquals("failed", state(client.awaitEnd(deploy("three", "plain"))));
        var node = client.get("/nodes/three").json();
        assertEquals("deploy-failed", node.path("state").asText());
        assertEquals(1, node.path("verdicts").size());
        assertTrue(node.path("reason").asText().contains(node.path("verdicts").get(0).path("reason").asText()),
                node::toString);
        assertEquals("done", state(client.awaitEnd(deploy("three", "disk"))), "another image is the way on");
        assertEquals("active", client.get("/nodes/three").json().path("state").asText());
    }

    @Test
    void aDeployThatFailsIsUndoneAndSaysWhy() throws Exception {
        create("four", "breaks");
        assertEquals("failed", state(client.awaitEnd(deploy("four", "plain"))));
        var node = client.get("/nodes/four").json();
        assertEquals("deploy-failed", node.path("state").asText());
        assertTrue(node.path("reason").asText().contains("deploy:failed was asked for"), node::toString);
        assertFalse(holds("four", PLAIN));
        var undeploy = client.post("/nodes/four/undeploy", "").json().path("id").asText();
        assertEquals("done", state(client.awaitEnd(undeploy)));
        assertEquals("available", client.get("/nodes/four").json().path("state").asText());
    }

    @Test
    void anUndoThatFailsIsToldAndHoldsNothingUp() throws Exception {
        create("five", "clings");
        assertEquals("failed", state(client.awaitEnd(deploy("five", "plain"))));
        var node = client.get("/nodes/five").json();
        assertEquals("deploy-failed", node.path("state").asText());
        assertTrue(node.path("reason").asText().contains("not undone: tear-down"), node::toString);
        assertEquals(204, client.delete("/nodes/five").status());
    }

    @Test
    void aCancelledWriteIsUndoneAndTheNodeIsFree() throws Exception {
        create("six", "sticks");
        var job = deploy("six", "plain");
        client.await("/jobs/" + job, json -> json.path("progress").path("done").asLong() > 0);
        assertEquals("deploying", client.get("/nodes/six").json().path("state").asText());
        assertEquals(409, client.get("/nodes/six/disk").status());
        assertEquals(409, client.post("/nodes/six/deploy", "{\"image\": \"plain\"}").status(), "it has a job already");
        assertTrue(client.post("/jobs/" + job + "/cancel", "").status() < 300);
        assertEquals("cancelled", state(client.awaitEnd(job)));
        assertEquals("available", client.get("/nodes/six").json().path("state").asText());
        assertFalse(holds("six", PLAIN));
        assertEquals(204, client.delete("/nodes/six").status());
    }

    @Test
    void eachRefusalSaysWhatIsWrong() throws Exception {
        refused("'hardware' is missing", "{\"name\": \"n\"}");
        refused("begins with a letter or digit", "{\"name\": \"../n\", \"hardware\": \"rack\"}");
        refused("'hardware' does not fit", "{\"name\": \"n\", \"hardware\": \"nowhere\"}");
        refused("'hardware' does not fit", "{\"name\": \"n\", \"hardware\": \"direct\"}");
        refused("'deploy_interface' does not fit",
                "{\"name\": \"n\", \"hardware\": \"rack\", \"deploy_interface\": \"rack\"}");
        refused("A trait has", "{\"name\": \"n\", \"hardware\": \"rack\", \"traits\": [\"gold\"]}");
        create("seven", "autodetect");
        assertEquals(409, client.post("/nodes", "{\"name\": \"seven\", \"hardware\": \"rack\"}").status());
        assertEquals(404, client.post("/nodes/seven/deploy", "{\"image\": \"none\"}").status());
        assertEquals(400, client.post("/nodes/seven/deploy", "{}").status());
        assertEquals(400, client.get("/nodes/seven/explain").status());
        assertEquals(404, client.get("/nodes/none").status());
        assertEquals(404, client.get("/images/none").status());
        assertEquals(400, client.put("/images/.hidden", BodyPublishers.ofByteArray(PLAIN)).status());
    }

    private static void refused(String why, String body) throws Exception {
        var answer = client.post("/nodes", body);
        assertEquals(400, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
    }

    private static void create(String name, String deployInterface) throws Exception {
        var created = client.post("/nodes", "{\"name\": \"%s\", \"hardware\": \"rack\", \"deploy_interface\": \"%s\"}"
                .formatted(name, deployInterface));
        assertEquals(201, created.status(), created::text);
    }

    private static String deploy(String node, String image) throws Exception {
        var job = client.post("/nodes/" + node + "/deploy", "{\"image\": \"" + image + "\"}");
        assertEquals(202, job.status(), job::text);
        return job.json().path("id").asText();
    }

    private static boolean holds(String node, byte[] image) throws Exception {
        var disk = client.get("/nodes/" + node + "/disk");
        assertEquals(200, disk.status(), disk::text);
        return Arrays.equals(image, Arrays.copyOf(disk.bytes(), image.length));
    }

    private static JsonNode verdict(JsonNode node, String instance) {
        for (var verdict : node.path("verdicts")) {
            if (verdict.path("instance").asText().equals(instance)) {
                return verdict;
            }
        }
        throw new AssertionError(instance + " was not asked: " + node);
    }

    private static List<String> features(String job) throws Exception {
        var types = new ArrayList<String>();
        client.get("/jobs/" + job + "/events").json().path("events").forEach(event -> {
            var type = event.path("type").asText();
            if (List.of("verdict", "chosen", "verified").contains(type) && !types.contains(type)) {
                types.add(type);
            }
        });
        return types;
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toLowerCase(Locale.ROOT);
    }

    private static String text(String path) {
        try {
            return client.get(path).text();
        } catch (IOException | InterruptedException e) {
            return e.toString();
        }
    }
}
