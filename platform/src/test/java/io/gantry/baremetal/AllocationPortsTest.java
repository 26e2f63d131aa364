package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An allocation is given a node whose ports can carry what is asked for.
class AllocationPortsTest {
    private static final String TRAITS = """
            CUSTOM_DUAL_10GB:
              actions:
                - action: group_and_attach_ports
                  filter: "gantry.speed_mbps >= '10000'"
                  min_count: 2
                  max_count: 2
                  gantry.distinct: [ gantry.switch_id ]
            CUSTOM_STORAGE:
              actions:
                - { action: attach_port, filter: "port.physical_network == 'storage' && network.name == 'data'" }
            """;

    private static final AtomicInteger PORTS = new AtomicInteger();

    @TempDir
    static Path directory;
    static TestHost host;
    static HostClient api;
    static Rack rack;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(directory.resolve("traits.yaml"), TRAITS);
        host = TestHost.start(directory, "bare-metal: { port-traits: traits.yaml }\n"
                + HostFile.of("keys: { driver: local }", "rack: { driver: lab-hardware }"));
        rack = new Rack(new HostClient(host.uri() + "/gantry/v1", host.passwordFile()));
        api = rack.api();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void theNodeWhosePortsMatchIsGivenAndElseTheReasonIsSaid() throws Exception {
        node("slow", port("1000", "s1", "lan"), port("1000", "s2", "lan"));
        node("one-switch", port("10000", "s1", "lan"), port("10000", "s1", "lan"));
        node("two-switches", port("10000", "s1", "lan"), port("25000", "s2", "lan"));
        node("store", port("10000", "s1", "lan"), port("10000", "s2", "lan"),
                port("10000", "s2", "storage"));

        var store = allocate("\"CUSTOM_DUAL_10GB\", \"CUSTOM_STORAGE\"",
                "{\"name\": \"web\"}, {\"name\": \"data\"}");
        assertEquals("active", store.path("state").asText(), store::toString);
        assertEquals("store", name(store));

        var dual = allocate("\"CUSTOM_DUAL_10GB\"", "");
        assertEquals("two-switches", name(dual), dual::toString);

        var none = allocate("\"CUSTOM_DUAL_10GB\"", "{\"name\": \"web\", \"tags\": [\"prod\"]}");
        assertEquals("error", none.path("state").asText());
        var why = none.path("last_error").asText();
        assertTrue(why.contains("2 available nodes match the resource class bm") && why.contains("for network web")
                && why.contains("CUSTOM_DUAL_10GB, action 1"), why);

        var tagged = allocate("\"CUSTOM_DUAL_10GB\", \"CUSTOM_GPU\"", "");
        assertTrue(tagged.path("last_error").asText().contains("no available nodes match"), tagged::toString);

        var wrong = api.post("/allocations",
                "{\"resource_class\": \"bm\", \"extra\": {\"gantry\": {\"networks\": [\"web\"]}}}");
        assertEquals(400, wrong.status(), wrong::text);
    }

    private static JsonNode allocate(String traits, String networks) throws Exception {
        var extra = networks.isEmpty() ? "{}" : "{\"gantry\": {\"networks\": [" + networks + "]}}";
        var made = api.post("/allocations",
                "{\"resource_class\": \"bm\", \"traits\": [%s], \"extra\": %s}".formatted(traits, extra));
        assertEquals(201, made.status(), made::text);
        return made.json();
    }

    private static String name(JsonNode allocation) throws Exception {
        return api.get("/nodes/" + allocation.path("node_uuid").asText()).json().path("name").asText();
    }

    private static void node(String name, String... bodies) throws Exception {
        rack.offer(name, "rack", "autodetect");
        var classed = api.patch("/nodes/" + name,
                "[{\"op\": \"add\", \"path\": \"/resource_class\", \"value\": \"bm\"}]");
        assertEquals(200, classed.status(), classed::text);
        for (var body : bodies) {
            var made = api.post("/ports", body.replace("NODE", classed.json().path("uuid").asText()));
            assertEquals(201, made.status(), made::text);
        }
    }

    private static String port(String speed, String toSwitch, String network) {
        return ("{\"node_uuid\": \"NODE\", \"address\": \"52:54:00:00:00:%02x\", \"physical_network\": \"%s\","
                + " \"local_link_connection\": {\"switch_id\": \"%s\", \"port_id\": \"p\"},"
                + " \"extra\": {\"gantry\": {\"speed_mbps\": %s}}}")
                .formatted(PORTS.incrementAndGet(), network, toSwitch, speed);
    }
}
