package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    static Rack rack;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, HostFile.of("direct: { driver: direct }", "fallback: { driver: lab-deploy }",
                "shy: { driver: lab-deploy, faults: ['fit:failed'] }",
                "breaks: { driver: lab-deploy, faults: ['deploy:failed:50%'] }",
                "sticks: { driver: lab-deploy, faults: ['deploy:hang:50%'] }",
                "clings: { driver: lab-deploy, faults: ['deploy:failed:50%', 'tear-down:failed:1x'] }",
                "rack: { driver: lab-hardware }"));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
        rack = new Rack(client);
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
        rack.offer("one", "rack", "autodetect");
        var explained = client.get("/nodes/one/explain?image=disk").json();
        assertEquals("direct", explained.path("chosen").asText(), explained::toString);
        assertTrue(explained.path("evidence").path(0).asText().startsWith("this host keeps it: "), explained::toString);
        assertEquals("available", rack.state("one"));

        var job = rack.deploy("one", "disk");
        var node = rack.await("one", "active", "deploy failed");
        assertEquals("active", node.path("provision_state").asText(), node::toString);
        assertEquals("direct", node.path("deploy_interface").asText());
        assertEquals("autodetect", node.path("driver_internal_info").path("original_deploy_interface").asText());
        assertEquals("yes", verdict(node, "direct").path("verdict").asText());
        assertEquals("failed", verdict(node, "shy").path("verdict").asText());
        assertTrue(rack.holds("one", DISK));
        assertEquals(List.of("verdict", "chosen", "verified"), features(job));

        assertEquals(409, rack.api().delete("/nodes/one").status());
        assertEquals(409, client.delete("/images/disk").status());
        assertEquals(400, rack.api().put("/nodes/one/states/provision", "{\"target\": \"active\"}").status());

        rack.ask("one", "deleted");
        node = rack.await("one", "available", "error", "clean failed");
        assertEquals("available", node.path("provision_state").asText(), node::toString);
        assertEquals("{}", node.path("instance_info").toString());
        assertEquals("autodetect", node.path("deploy_interface").asText(), "restored");
        assertFalse(rack.holds("one", DISK));
        assertEquals(400, rack.api().put("/nodes/one/states/provision", "{\"target\": \"deleted\"}").status());
        assertEquals(204, rack.api().delete("/nodes/one").status());
    }

    @Test
    void aRebuildWithAnotherImageDecidesAnew() throws Exception {
        rack.offer("two", "rack", "autodetect");
        rack.deploy("two", "plain");
        var node = rack.await("two", "active", "deploy failed");
        assertEquals("fallback", node.path("deploy_interface").asText(), "without a yes the first fallback");
        assertEquals("no", verdict(node, "direct").path("verdict").asText());
        assertTrue(rack.holds("two", PLAIN));
        rack.wish("two", "disk");
        rack.ask("two", "rebuild");
        node = rack.await("two", "active", "deploy failed");
        assertEquals("direct", node.path("deploy_interface").asText(), node::toString);
        assertTrue(rack.holds("two", DISK));
    }

    @Test
    void anInterfaceThatTheNodeNamesIsAskedAloneAndItsNoIsTheReason() throws Exception {
        rack.offer("three", "rack", "direct");
        rack.deploy("three", "plain");
        var node = rack.await("three", "active", "deploy failed");
        assertEquals("deploy failed", node.path("provision_state").asText());
        assertEquals(1, node.path("driver_internal_info").path("autodetect").size());
        assertTrue(node.path("last_error").asText().contains(verdict(node, "direct").path("reason").asText()),
                node::toString);
        rack.deploy("three", "disk");
        assertEquals("active", rack.await("three", "active", "deploy failed").path("provision_state").asText(),
                "another image is the way on");
    }

    @Test
    void aDeployThatFailsIsUndoneAndSaysWhyAndHasWaysOn() throws Exception {
        rack.offer("four", "rack", "breaks");
        rack.deploy("four", "plain");
        var node = rack.await("four", "active", "deploy failed");
        assertEquals("deploy failed", node.path("provision_state").asText());
        assertTrue(node.path("last_error").asText().contains("deploy:failed was asked for"), node::toString);
        assertFalse(rack.holds("four", PLAIN));
        assertTrue(rack.api().get("/nodes/four/history").text().contains("deploy:failed was asked for"));
        rack.ask("four", "deleted");
        rack.await("four", "available");
        rack.deploy("four", "plain");
        rack.await("four", "deploy failed");
        rack.ask("four", "manage");
        assertEquals("manageable", rack.state("four"));
    }

    @Test
    void anUndoThatFailsIsToldAndHoldsNothingUp() throws Exception {
        rack.offer("five", "rack", "clings");
        rack.deploy("five", "plain");
        var node = rack.await("five", "deploy failed");
        assertTrue(node.path("last_error").asText().contains("not undone: tear-down"), node::toString);
    }

    @Test
    void aCancelledWriteIsUndone() throws Exception {
        rack.offer("six", "rack", "sticks");
        var job = rack.deploy("six", "plain");
        client.await("/jobs/" + job, json -> json.path("progress").path("done").asLong() > 0);
        assertEquals("deploying", rack.state("six"));
        assertEquals(409, client.get("/nodes/six/disk").status());
        assertEquals(409, rack.api().put("/nodes/six/states/provision", "{\"target\": \"active\"}").status());
        assertEquals(409,
                rack.api().patch("/nodes/six", "[{\"op\": \"add\", \"path\": \"/extra/a\", \"value\": 1}]").status());
        assertTrue(client.post("/jobs/" + job + "/cancel", "").status() < 300);
        rack.await("six", "deploy failed");
        assertEquals("cancelled", client.awaitEnd(job).path("state").asText().toLowerCase(Locale.ROOT));
        assertFalse(rack.holds("six", PLAIN));
    }

    @Test
    void aStepOfTheAgentIsRefusedWhereItMayNotBeStarted() throws Exception {
        rack.enroll("eight", "rack", "autodetect");
        rack.ask("eight", "manage");
        rack.await("eight", "manageable");
        var asked = rack.api().put("/nodes/eight/states/provision", """
                {"target": "clean", "disable_ramdisk": true,
                 "clean_steps": [{"interface": "deploy", "step": "erase_devices"}]}""");
        assertEquals(202, asked.status(), asked::text);
        var node = rack.await("eight", "clean failed", "manageable");
        assertTrue(node.path("last_error").asText().contains("asked not to be started"), node::toString);
        assertEquals("clean failure", node.path("fault").asText());
        rack.ask("eight", "manage");
        assertFalse(rack.node("eight").path("maintenance").asBoolean(), "Gantry takes back what it had set");
    }

    @Test
    void eachRefusalSaysWhatIsWrong() throws Exception {
        refused("'driver' is missing", "{\"name\": \"n\"}");
        refused("must be a host name", "{\"name\": \"../n\", \"driver\": \"rack\"}");
        refused("'driver' does not fit", "{\"name\": \"n\", \"driver\": \"nowhere\"}");
        refused("'driver' does not fit", "{\"name\": \"n\", \"driver\": \"direct\"}");
        refused("'deploy_interface' does not fit",
                "{\"name\": \"n\", \"driver\": \"rack\", \"deploy_interface\": \"rack\"}");
        refused("did you mean resource_class", "{\"name\": \"n\", \"driver\": \"rack\", \"resource_clas\": \"x\"}");
        refused("by what that driver can do", "{\"name\": \"n\", \"driver\": \"rack\", \"raid_interface\": \"magic\"}");
        rack.offer("seven", "rack", "autodetect");
        assertEquals(409, rack.api().post("/nodes", "{\"name\": \"seven\", \"driver\": \"rack\"}").status());
        rack.deploy("seven", "none");
        assertTrue(
                rack.await("seven", "deploy failed").path("last_error").asText().contains("There is no image 'none'"));
        assertEquals(404, rack.api().get("/nodes/none").status());
        assertEquals(404, client.get("/images/none").status());
        assertEquals(400, client.put("/images/.hidden", BodyPublishers.ofByteArray(PLAIN)).status());
    }

    private static void refused(String why, String body) throws Exception {
        var answer = rack.api().post("/nodes", body);
        assertEquals(400, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
    }

    private static JsonNode verdict(JsonNode node, String instance) {
        for (var verdict : node.path("driver_internal_info").path("autodetect")) {
            if (verdict.path("name").asText().equals(instance)) {
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
}
