package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written down of machines: chassis, ports, port groups, networks, volumes; through the command that people have, and what it does not know by hand.
class InventoryClientsTest {
    private static final Path SCRIPT = Path.of("src/test/resources/clients/inventory.py").toAbsolutePath();

    @TempDir
    Path directory = Path.of("");

    @Test
    void theCommandKeepsWhatMachinesHave() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/openstack"))
                && Files.isExecutable(Path.of("/usr/bin/baremetal")),
                "skipped: needs the bare metal client; on Debian: apt install python3-ironicclient");
        try (var host = TestHost.start(directory,
                HostFile.of("keys: { driver: local }", "rack: { driver: lab-hardware }"))) {
            var builder = new ProcessBuilder("/usr/bin/python3", SCRIPT.toString(), "gantry-system", "rack")
                    .redirectErrorStream(true);
            builder.environment().put("OS_CLIENT_CONFIG_FILE", directory.resolve("data/clouds.yaml").toString());
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            assertEquals(0, process.waitFor(), said);
            assertTrue(said.endsWith("done"), said);
            othersAreThereToo(new HostClient(host.uri() + "/gantry/v1", host.passwordFile()));
        }
    }

    /// Debian's client does not know events and shards.
    private static void othersAreThereToo(HostClient client) throws Exception {
        var api = new Rack(client).api();
        assertEquals(201, api.post("/nodes", """
                {"driver": "rack", "name": "two", "shard": "east"}""").status());
        assertEquals("[{\"name\":\"east\",\"count\":1}]", api.get("/shards").json().path("shards").toString());
        assertEquals(201, api.post("/ports", """
                {"node_ident": "two", "address": "52:54:00:00:00:09"}""").status());
        var event = """
                {"events": [{"event": "network.bind_port", "port_id": "11111111-2222-4333-8444-555555555555",
                 "mac_address": "%s", "status": "ACTIVE"}]}""";
        assertEquals(204, api.post("/events", event.formatted("52:54:00:00:00:09")).status());
        assertTrue(api.get("/nodes/two/history").text().contains("ACTIVE"));
        var wrong = api.post("/events", event.formatted("here"));
        assertEquals(400, wrong.status());
        assertTrue(wrong.text().contains("Expected a MAC address but received here."), wrong.text());
        assertEquals("{}", api.get("/nodes/two/vendor_passthru/methods").text());
        assertFalse(api.get("/volume").json().path("targets").isEmpty());
    }
}
