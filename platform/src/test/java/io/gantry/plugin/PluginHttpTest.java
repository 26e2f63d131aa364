package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostClient.Answer;
import io.gantry.HostProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plugins and instances over HTTP, on a real host.
class PluginHttpTest {
    @TempDir
    private static Path directory = Path.of("");

    private static HostProcess host;
    private static HostClient client;

    @BeforeAll
    static void startTheHost() throws Exception {
        host = new HostProcess(directory.resolve("host"), "keys: { driver: local }");
        client = host.client();
    }

    @AfterAll
    static void stopTheHost() {
        host.close();
    }

    private static Path plugin(String id, String version) throws IOException {
        var name = id + "-" + version;
        return TestPlugin.named(id)
                .manifest("Plugin-Version", version)
                .accelerator(id + "-card", "public List<Device> discover() { return List.of(new Device(\"1\","
                        + " Device.Kind.FPGA, \"a\", \"b\", \"" + name
                        + "\", List.of(), List.of(), Map.of())); }")
                .jar(directory.resolve("made").resolve(name + ".jar"));
    }

    private static Answer install(Path file, String query) throws Exception {
        return client.post("/plugins?file=" + file.getFileName() + query, BodyPublishers.ofFile(file));
    }

    private static void refused(int status, String why, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
    }

    @Test
    void aPluginIsInstalledUsedReplacedAndRemovedWithoutARestart() throws Exception {
        var first = plugin("acme", "1.0.0");
        var installed = install(first, "&sha256=" + PluginStore.sha256(first));
        assertEquals(200, installed.status(), installed::text);
        assertEquals("LOADED", installed.json().path("state").asText(), installed::text);
        assertEquals("acme-card", installed.json().path("drivers").path(0).asText(), installed::text);
        assertEquals("acme", client.get("/drivers/acme-card").json().path("plugin").asText());

        var opened = client.put("/instances/card", "{\"driver\": \"acme-card\"}");
        assertEquals(200, opened.status(), opened::text);
        assertEquals("acme-1.0.0", device("card"));

        assertEquals(200, install(plugin("acme", "1.1.0"), "").status());
        assertEquals("1.1.0", client.get("/plugins/acme").json().path("version").asText());
        assertEquals("acme-1.1.0", device("card"));

        var removed = client.delete("/plugins/acme");
        assertEquals(200, removed.status(), removed::text);
        refused(404, "acme", client.get("/plugins/acme"));
        refused(404, "acme-card", client.get("/drivers/acme-card"));
        assertEquals("CLOSED", state("card"));
        assertEquals(204, client.delete("/instances/card").status());
        refused(404, "acme", client.delete("/plugins/acme"));
    }

    private static String device(String instance) throws Exception {
        var devices = client.get("/devices?instance=" + instance);
        assertEquals(200, devices.status(), devices::text);
        return devices.json().path("devices").path(0).path("name").asText();
    }

    private static String state(String instance) throws Exception {
        return client.get("/instances/" + instance).json().path("state").asText();
    }

    @Test
    void aFileThatWillNotDoIsRefusedWithTheReasonAndNothingOfItStays() throws Exception {
        var before = client.get("/plugins").text();
        var good = plugin("fine", "1.0.0");
        var text = Files.writeString(directory.resolve("text.jar"), "no jar at all");
        var wall = directory.resolve("made");
        refused(400, "its SHA-256 is", install(good, "&sha256=" + "0".repeat(64)));
        refused(400, "text.jar", install(text, ""));
        refused(400, "file is the name of a jar or zip",
                client.post("/plugins?file=..%2Ffine.jar", BodyPublishers.ofFile(good)));
        refused(400, "file", client.post("/plugins", BodyPublishers.ofFile(good)));
        refused(400, "index", install(TestPlugin.named("blank")
                .accelerator("blank-card", "")
                .withoutIndex()
                .jar(wall.resolve("blank.jar")), ""));
        refused(400, "9.0.0", install(TestPlugin.named("future")
                .manifest("Plugin-Requires", "^9.0.0")
                .accelerator("future-card", "")
                .jar(wall.resolve("future.jar")), ""));
        refused(400, "'local'",
                install(TestPlugin.named("thief").accelerator("local", "").jar(wall.resolve("thief.jar")),
                        ""));
        assertEquals(before, client.get("/plugins").text());
        assertEquals("OPEN", state("keys"));
        try (var left = Files.list(host.data().resolve("uploads"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void anInstanceIsTriedDisabledEnabledAndDeleted() throws Exception {
        var tried = client.put("/instances/lab", "{\"driver\": \"lab-accelerator\", \"options\": {\"devices\": 3}}");
        assertEquals(200, tried.status(), tried::text);
        assertEquals("OPEN", tried.json().path("state").asText());
        assertTrue(tried.json().path("trial").asBoolean());
        assertEquals(3, client.get("/devices?instance=lab").json().path("devices").size());

        assertEquals("CLOSED", client.post("/instances/lab/disable", "{}").json().path("state").asText());
        assertEquals("it was disabled", client.get("/instances/lab").json().path("cause").asText());
        assertEquals("OPEN", client.post("/instances/lab/enable", "{}").json().path("state").asText());
        assertEquals(3, client.get("/devices?instance=lab").json().path("devices").size());

        assertEquals(204, client.delete("/instances/lab").status());
        refused(404, "lab", client.get("/instances/lab"));
        refused(404, "lab", client.delete("/instances/lab"));
        refused(404, "lab", client.post("/instances/lab/enable", "{}"));
    }

    @Test
    void anInstanceThatCannotBeIsRefusedWithTheReasonAndNothingOfItStays() throws Exception {
        refused(400, "lower case letters", client.put("/instances/Lab", "{\"driver\": \"lab-accelerator\"}"));
        refused(400, "the field driver is missing", client.put("/instances/bad", "{}"));
        refused(400, "lab-accelerator", client.put("/instances/bad", "{\"driver\": \"lab-acelerator\"}"));
        refused(400, "did you mean devices",
                client.put("/instances/bad", "{\"driver\": \"lab-accelerator\", \"options\": {\"device\": 3}}"));
        refused(400, "devices",
                client.put("/instances/bad", "{\"driver\": \"lab-accelerator\", \"options\": {\"devices\": \"x\"}}"));
        refused(400, "put:nonsense", client.put("/instances/bad",
                "{\"driver\": \"lab-key-store\", \"options\": {\"faults\": [\"put:nonsense\"]}}"));
        refused(404, "bad", client.get("/instances/bad"));
        refused(409, "keys", client.put("/instances/keys", "{\"driver\": \"local\"}"));
        refused(409, "operator's file", client.delete("/instances/keys"));
        assertEquals("OPEN", state("keys"));
        assertFalse(client.get("/instances").text().contains("bad"));
    }
}
