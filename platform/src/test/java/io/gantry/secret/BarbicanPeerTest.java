package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same clients, written by others, speak to this host and to a real Barbican, and see the same.
class BarbicanPeerTest {
    /// What differs, as `docs/key-manager.md` says, by step and place.
    private static final List<String> KNOWN = List.of("version too new/body", "version too new/headers",
            "payload any/headers/content-type", "acl delete/headers/content-type", "consumer post/body/content_types",
            "consumer delete/body/content_types", "orders/body/orders/creator_id", "orders/body/orders/meta",
            "orders/body/orders/secret_ref");
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "clients").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;
    static TestHost host;
    static Process peer;
    static String peerUrl;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON)) && run(Map.of(), "-c",
                        "import barbican, barbicanclient, castellan, openstackclient, openstack").exit() == 0,
                "install python3-barbican python3-barbicanclient python3-castellan python3-openstackclient to compare with the real"
                        + " Barbican and its clients");
        host = TestHost.start(directory, HostFile.of("keys: { driver: local }"));
        peer = new ProcessBuilder(PYTHON, SCRIPTS.resolve("peer.py").toString(),
                Files.createDirectory(directory.resolve("peer")).toString())
                .redirectError(directory.resolve("peer.log").toFile())
                .start();
        var port = peer.inputReader().readLine();
        assertTrue(port != null, () -> read(directory.resolve("peer.log")));
        peerUrl = "http://127.0.0.1:" + port;
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.destroyForcibly();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void everyAnswerHasTheStatusTheHeadersAndTheShapeOfTheRealOne() throws Exception {
        var basic = TestHost.basic("admin", Files.readString(host.passwordFile()).strip());
        var ours = run(Map.of(), "wire.py", host.uri() + "/key-manager", "Authorization", basic).lines();
        var theirs = run(Map.of(), "wire.py", peerUrl).lines();
        assertEquals(theirs.size(), ours.size(), "calls that were made");
        var differences = new ArrayList<String>();
        for (var at = 0; at < theirs.size(); at++) {
            var step = theirs.get(at).path("step").asText();
            differ(step, theirs.get(at), ours.get(at), differences);
        }
        assertEquals(List.of(), differences);
    }

    private static void differ(String place, JsonNode theirs, JsonNode ours, List<String> differences) {
        if (theirs.isObject() && ours.isObject()) {
            var names = new TreeSet<String>();
            theirs.fieldNames().forEachRemaining(names::add);
            ours.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> differ(place + "/" + name, theirs.path(name), ours.path(name), differences));
        } else if (theirs.isArray() && ours.isArray() && theirs.size() + ours.size() > 1) {
            differ(place, theirs.path(0), ours.path(0), differences);
        } else if (!theirs.equals(ours) && KNOWN.stream().noneMatch(place::startsWith)) {
            differences.add(place + ": " + theirs + " there, " + ours + " here");
        }
    }

    @Test
    void theCommandsOfOpenStackWorkHereAsTheyDoThere() throws Exception {
        var clouds = Files.writeString(directory.resolve("peer.yaml"),
                "clouds: {peer: {auth_type: none, auth: {endpoint: '" + peerUrl + "/v1'}}}");
        var theirs = run(Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString()), "commands.py", "peer",
                directory.toString());
        var ours = run(clouds(), "commands.py", "gantry", directory.toString());
        assertEquals(0, ours.exit(), () -> read(directory.resolve("clients.log")));
        assertEquals(theirs.text(), ours.text());
    }

    @Test
    void openstacksdkAndCastellanSeeHereWhatTheySeeThere() throws Exception {
        var ours = run(clouds(), "sdk.py", "gantry");
        assertTrue(ours.text().strip().endsWith("ok"), () -> ours.text() + read(directory.resolve("clients.log")));
        var theirs = run(clouds(), "sdk.py", "gantry", peerUrl);
        assertEquals(theirs.text(), ours.text(), () -> read(directory.resolve("clients.log")));
    }

    private static Map<String, String> clouds() {
        return Map.of("OS_CLIENT_CONFIG_FILE", host.passwordFile().resolveSibling("clouds.yaml").toString());
    }

    private record Said(int exit, String text) {
        List<JsonNode> lines() throws IOException {
            var lines = new ArrayList<JsonNode>();
            for (var line : text.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    private static Said run(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(words));
        if (command.getFirst().endsWith(".py")) {
            command.set(0, SCRIPTS.resolve(command.getFirst()).toString());
        }
        command.addFirst(PYTHON);
        var builder = new ProcessBuilder(command).redirectError(directory.resolve("clients.log").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "and its log cannot be read: " + e.getMessage();
        }
    }
}
