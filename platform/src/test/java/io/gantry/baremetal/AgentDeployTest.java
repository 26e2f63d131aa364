package io.gantry.baremetal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that are deployed by what runs on them: the whole host, lab machines that start from discs, and the lab's agent.
class AgentDeployTest {
    private static final byte[] LAYER = DiskImages.noise(1, 4);
    private static final Map<String, byte[]> FILES = new ConcurrentHashMap<>();

    @TempDir
    static Path directory;

    private static HttpServer server;
    private static TestHost host;
    private static HostClient client;
    private static Rack rack;

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var content = FILES.get(exchange.getRequestURI().getPath());
                exchange.sendResponseHeaders(content == null ? 404 : 200, content == null ? -1 : content.length);
                exchange.getResponseBody().write(content == null ? new byte[0] : content);
            }
        });
        server.start();
        host = TestHost.start(directory, "bare-metal: { agent-silence: 3s, agent-start: 60s }\n" + HostFile.of(
                "keys: { driver: local }", "bootc: { driver: bootc }",
                "custom: { driver: custom-agent, trait: CUSTOM_APPLIANCE }", "rack: { driver: lab-hardware }"));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
        rack = new Rack(client);
        serve("/agent", "gantry-lab-disc agent\napi=" + host.uri() + "/baremetal\n");
    }

    @AfterAll
    static void stop() {
        host.close();
        server.stop(0);
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String serve(String path, String text) {
        FILES.put(path, text.getBytes(UTF_8));
        return url(path);
    }

    private static String blob(byte[] content) throws Exception {
        var digest = "sha256:" + DiskImages.sha256(content);
        FILES.put("/v2/os/image/blobs/" + digest, content);
        return "{\"digest\": \"%s\", \"size\": %d}".formatted(digest, content.length);
    }

    /// Offers a node and says what it is to run.
    private static void prepare(String name, String deployInterface, Map<String, String> wishes)
            throws IOException, InterruptedException {
        rack.offer(name, "rack", deployInterface);
        patch(name, "/driver_info/deploy_iso", url("/agent"));
        for (var wish : wishes.entrySet()) {
            patch(name, "/instance_info/" + wish.getKey(), wish.getValue());
        }
        rack.ask(name, "active");
    }

    private static void patch(String name, String path, String value) throws IOException, InterruptedException {
        var answer = rack.api()
                .patch("/nodes/" + name,
                        "[{\"op\": \"add\", \"path\": \"%s\", \"value\": \"%s\"}]".formatted(path, value));
        assertEquals(200, answer.status(), answer::text);
    }

    private static JsonNode active(String name, String chosen) throws IOException, InterruptedException {
        var node = rack.await(name, "active", "deploy failed");
        assertEquals("active", node.path("provision_state").asText(), node::toString);
        assertEquals(chosen, node.path("deploy_interface").asText(chosen));
        return node;
    }

    private static byte[] disk(String name) throws IOException, InterruptedException {
        return client.get("/nodes/" + name + "/disk").bytes();
    }

    @Test
    void aContainerIsInstalledByTheAgent() throws Exception {
        var manifest = "{\"config\": %s, \"layers\": [%s]}".formatted(blob("{}".getBytes(UTF_8)), blob(LAYER));
        serve("/v2/os/image/manifests/1", manifest);
        serve("/v2/os/image/manifests/sha256:" + DiskImages.sha256(manifest.getBytes(UTF_8)), manifest);
        prepare("container", "autodetect", Map.of("image_source", url("/os/image:1").replace("http", "oci")));
        active("container", "bootc");
        var written = disk("container");
        assertArrayEquals(LAYER, Arrays.copyOfRange(written, 3 << 20, (3 << 20) + LAYER.length));
    }

    @Test
    void anAgentThatDiesIsStartedOnceMoreAndThenGivenUp() throws Exception {
        rack.offer("deaf", "rack", "custom");
        patch("deaf", "/driver_info/deploy_iso", serve("/dying",
                "gantry-lab-disc agent\napi=" + host.uri() + "/baremetal\nfault=deploy.get_deploy_steps:die\n"));
        patch("deaf", "/instance_info/image_source", url("/agent"));
        rack.ask("deaf", "active");
        var node = rack.await("deaf", "active", "deploy failed");
        assertTrue(
                node.path("last_error").asText().matches(".*has not answered since.*started from its disc 2 times.*"),
                node::toString);
    }

    @Test
    void anAgentThatFailsLeavesTheReasonAndANodeThatIsOff() throws Exception {
        rack.offer("dark", "rack", "custom");
        patch("dark", "/driver_info/deploy_iso", serve("/failing",
                "gantry-lab-disc agent\napi=" + host.uri() + "/baremetal\nfault=deploy.get_deploy_steps:fail\n"));
        patch("dark", "/instance_info/image_source", url("/agent"));
        rack.ask("dark", "active");
        var node = rack.await("dark", "active", "deploy failed");
        assertEquals("deploy failed", node.path("provision_state").asText());
        assertTrue(node.path("last_error").asText().contains("failed to do deploy.get_deploy_steps"), node::toString);
        assertEquals("power off", node.path("power_state").asText());
    }
}
