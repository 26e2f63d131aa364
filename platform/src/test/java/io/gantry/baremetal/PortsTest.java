package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostClient.Answer;
import io.gantry.HostFile;
import io.gantry.baremetal.port.Ports;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ports, port groups and what is attached to them, as clients see it.
class PortsTest {
    private static final String TRAITS = """
            CUSTOM_DUAL:
              actions:
                - action: group_and_attach_ports
                  filter: "gantry.speed_mbps >= '10000'"
                  min_count: 2
                  max_count: 2
                  gantry.distinct: [ gantry.switch_id ]
            CUSTOM_BOND:
              actions: [ { action: attach_portgroup, filter: port.is_portgroup } ]
            CUSTOM_PROD:
              actions: [ { action: attach_port, filter: "network.tags == 'prod' && network.name =~ 'web'" } ]
            """;

    @TempDir
    static Path directory;
    static TestHost host;
    static HostClient client;
    static HostClient api;
    static Rack rack;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(directory.resolve("traits.yaml"), TRAITS);
        host = TestHost.start(directory,
                "bare-metal: { port-traits: traits.yaml }\n" + HostFile.of("rack: { driver: lab-hardware }"));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
        rack = new Rack(client);
        api = rack.api();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String node() throws Exception {
        var name = "n" + NUMBER.incrementAndGet();
        rack.enroll(name, "rack", "autodetect");
        return name;
    }

    private static Answer is(int status, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        return answer;
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static JsonNode port(String node, String more) throws Exception {
        var number = NUMBER.incrementAndGet();
        return is(201, api.post("/ports", quoted("{'node_uuid': '%s', 'address': '52:54:00:00:%02x:%02X'%s}".formatted(
                rack.node(node).path("uuid").asText(), number >> 8, number & 0xff, more)))).json();
    }

    private static JsonNode fast(String node, String there, int speed) throws Exception {
        return port(node,
                ", 'local_link_connection': {'switch_id': '%s', 'port_id': '1'}, 'extra': {'gantry': {'speed_mbps': %d}}"
                        .formatted(there, speed));
    }

    private static void traits(String node, String... traits) throws Exception {
        var list = "[\"" + String.join("\",\"", traits) + "\"]";
        is(204, api.put("/nodes/" + node + "/traits", "{\"traits\": " + list + "}"));
        is(200, api.patch("/nodes/" + node,
                "[{\"op\": \"add\", \"path\": \"/instance_info/traits\", \"value\": " + list + "}]"));
    }

    private static String fault(Answer answer) throws Exception {
        return answer.json().path("error_message").asText();
    }

    private static List<String> carriers(String node) throws Exception {
        var found = new ArrayList<String>();
        api.get("/nodes/" + node + "/ports/detail").json().path("ports").forEach(port -> {
            if (port.path("internal_info").has("tenant_vif_port_id")) {
                found.add(port.path("uuid").asText());
            }
        });
        return found;
    }

    @Test
    void aPortIsKeptAsItWasSaid() throws Exception {
        var node = node();
        var made = port(node,
                ", 'physical_network': 'tenant', 'category': 'nic-10g', 'vendor': 'intel', 'pxe_enabled': false, 'extra': {'a': [1]}, 'name': '%s-p'"
                        .formatted(node));
        var path = "/ports/" + made.path("uuid").asText();
        assertEquals(made, api.get(path).json());
        assertEquals(made, api.get("/ports/" + node + "-p").json());
        assertEquals(made.path("address").asText().toLowerCase(Locale.ROOT), made.path("address").asText());
        assertEquals("[1]", made.path("extra").path("a").toString());
        assertEquals(false, made.path("pxe_enabled").asBoolean(true));
        assertEquals(true, made.path("available_for_dynamic_portgroup").asBoolean());
        assertTrue(made.path("links").get(0).path("href").asText().endsWith("/baremetal/v1" + path));
        var changed = is(200, api.patch(path, quoted(
                "[{'op': 'replace', 'path': '/category', 'value': 'x'}, {'op': 'remove', 'path': '/vendor'}, {'op': 'add', 'path': '/extra/b', 'value': {'c': null}}]")))
                .json();
        assertEquals("x", changed.path("category").asText());
        assertTrue(changed.path("vendor").isNull());
        assertEquals(1,
                api.get("/ports?address=" + made.path("address").asText().toUpperCase(Locale.ROOT))
                        .json()
                        .path("ports")
                        .size());
        is(204, api.delete(path));
        is(404, api.get(path));
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() throws Exception {
        var node = node();
        var id = rack.node(node).path("uuid").asText();
        var made = port(node, "");
        for (var body : List.of("{'node_uuid': '%s'}", "{'address': '52:54:00:ff:00:01'}",
                "{'node_uuid': '%s', 'address': 'x'}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'adress': 1}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'pxe_enabled': 'yes'}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'vendor': '123456789012345678901234567890123'}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'local_link_connection': {'switch': 'x'}}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'local_link_connection': {'switch_id': 'x'}}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'portgroup_uuid': '" + id + "'}",
                "{'node_uuid': '%s', 'address': '52:54:00:ff:00:01', 'extra': []}", "[]", "nonsense")) {
            is(400, api.post("/ports", quoted(body.replace("%s", id))));
        }
        is(400, api.post("/ports",
                quoted("{'node_uuid': '" + UUID.randomUUID() + "', 'address': '52:54:00:ff:00:01'}")));
        var twice = is(409, api.post("/ports",
                quoted("{'node_uuid': '%s', 'address': '%s'}".formatted(id, made.path("address").asText()))));
        assertTrue(fault(twice).contains(made.path("address").asText()), twice.text());
        is(400, api.patch("/ports/" + made.path("uuid").asText(), quoted("[{'op': 'remove', 'path': '/address'}]")));
        is(400, api.patch("/ports/" + made.path("uuid").asText(),
                quoted("[{'op': 'add', 'path': '/uuid', 'value': 'x'}]")));
        is(400, api.get("/ports?sort_key=colour"));
        is(404, api.get("/ports/nobody"));
    }

    @Test
    void listsGoOnWhereAPageEnded() throws Exception {
        var node = node();
        for (var i = 0; i < 5; i++) {
            port(node, i % 2 == 0 ? ", 'name': 'page" + i + "'" : "");
        }
        for (var sort : List.of("id", "uuid", "address", "name", "created_at", "updated_at")) {
            for (var direction : List.of("asc", "desc")) {
                var seen = new HashSet<String>();
                var path = "/ports?limit=2&node=" + node + "&sort_key=" + sort + "&sort_dir=" + direction;
                while (!path.isEmpty()) {
                    var page = is(200, api.get(path)).json();
                    page.path("ports").forEach(port -> assertTrue(seen.add(port.path("uuid").asText())));
                    path = page.path("next").asText("").replaceFirst("^.*/baremetal/v1", "");
                }
                assertEquals(5, seen.size(), sort + " " + direction);
            }
        }
    }

    @Test
    void twoFastPortsOnDifferentSwitchesCarryANetworkAsOneGroupThatGoesWithIt() throws Exception {
        var node = node();
        var first = fast(node, "leaf-a", 10000).path("uuid").asText();
        var slow = fast(node, "leaf-b", 1000).path("uuid").asText();
        var second = fast(node, "leaf-b", 25000).path("uuid").asText();
        var third = fast(node, "leaf-b", 25000).path("uuid").asText();
        traits(node, "CUSTOM_DUAL");
        var plan = is(200, client.post("/nodes/" + node + "/port-plan", "{}")).json();
        assertEquals("new_portgroup", plan.path("carrier").path("kind").asText(), plan::toString);
        assertEquals(third, plan.path("carrier").path("parts").get(0).path("uuid").asText());
        assertEquals(4, plan.path("trials").get(0).path("verdicts").size());
        assertEquals(List.of(), carriers(node));

        is(204, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-vif'}".formatted(node))));
        var groups = api.get("/nodes/" + node + "/portgroups/detail").json().path("portgroups");
        assertEquals(1, groups.size());
        var group = groups.get(0);
        assertEquals(true, group.path("dynamic_portgroup").asBoolean());
        assertTrue(group.path("name").asText().matches("tbn_dyn_portgroup_[0-9a-z]{8}"), group::toString);
        assertEquals(node + "-vif", group.path("internal_info").path("tenant_vif_port_id").asText());
        var members = new HashSet<String>();
        api.get("/portgroups/" + group.path("uuid").asText() + "/ports")
                .json()
                .path("ports")
                .forEach(port -> members.add(port.path("uuid").asText()));
        assertEquals(Set.of(first, third), members);
        assertEquals(1, api.get("/nodes/" + node + "/vifs").json().path("vifs").size());

        theGroupGoesWithTheNetwork(node, group.path("uuid").asText(), List.of(first, second, third, slow));
    }

    private static void theGroupGoesWithTheNetwork(String node, String group, List<String> ports) throws Exception {
        is(409, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-vif'}".formatted(node))));
        var none = is(400, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-other'}".formatted(node))));
        assertTrue(fault(none).contains("No group can be made"), none.text());
        is(409, api.delete("/ports/" + ports.getFirst()));
        is(409, api.patch("/portgroups/" + group,
                quoted("[{'op': 'add', 'path': '/name', 'value': 'x'}]")));
        is(204, api.delete("/nodes/" + node + "/vifs/" + node + "-vif"));
        is(400, api.delete("/nodes/" + node + "/vifs/" + node + "-vif"));
        assertEquals(0, api.get("/nodes/" + node + "/portgroups").json().path("portgroups").size());
        for (var port : ports) {
            assertTrue(api.get("/ports/" + port).json().path("portgroup_uuid").isNull());
        }
    }

    @Test
    void aPortGroupIsUsedAsOne() throws Exception {
        var node = node();
        var id = rack.node(node).path("uuid").asText();
        var group = is(201, api.post("/portgroups", quoted(
                "{'node_uuid': '%s', 'name': 'bond-%s', 'mode': '802.3ad', 'properties': {'miimon': 100}, 'address': '52:54:00:aa:00:%02x'}"
                        .formatted(id, node, NUMBER.incrementAndGet() & 0xff))))
                .json();
        var uuid = group.path("uuid").asText();
        var member = port(node, ", 'physical_network': 'a', 'portgroup_uuid': '" + uuid + "'").path("uuid").asText();
        is(409, api.post("/ports", quoted(
                "{'node_uuid': '%s', 'address': '52:54:00:fe:00:01', 'physical_network': 'b', 'portgroup_uuid': '%s'}"
                        .formatted(id, uuid))));
        assertEquals("802.3ad", group.path("mode").asText());
        is(400, api.delete("/portgroups/" + uuid));
        traits(node, "CUSTOM_BOND");
        is(204, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-vif'}".formatted(node))));
        assertEquals(node + "-vif",
                api.get("/portgroups/bond-" + node).json().path("internal_info").path("tenant_vif_port_id").asText());
        is(409, api.patch("/ports/" + member, quoted("[{'op': 'remove', 'path': '/portgroup_uuid'}]")));
        is(409, api.post("/nodes/" + node + "/vifs",
                quoted("{'id': '%s-x', 'port_uuid': '%s'}".formatted(node, member))));
        is(204, api.delete("/nodes/" + node + "/vifs/" + node + "-vif"));
        is(200, api.patch("/ports/" + member, quoted("[{'op': 'remove', 'path': '/portgroup_uuid'}]")));
        is(204, api.post("/nodes/" + node + "/vifs",
                quoted("{'id': '%s-x', 'port_uuid': '%s'}".formatted(node, member))));
        assertEquals(List.of(member), carriers(node));
        is(409, api.patch("/ports/" + member,
                quoted("[{'op': 'replace', 'path': '/address', 'value': '52:54:00:fd:00:01'}]")));
        is(204, api.delete("/portgroups/" + uuid));
    }

    @Test
    void whatTheRequestSaysOfTheNetworkCounts() throws Exception {
        var node = node();
        var port = port(node, "").path("uuid").asText();
        traits(node, "CUSTOM_PROD");
        is(400, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-vif'}".formatted(node))));
        var plan = client
                .post("/nodes/" + node + "/port-plan",
                        quoted("{'traits': ['CUSTOM_PROD'], 'network': {'name': 'web-1', 'tags': ['prod', 'x']}}"))
                .json();
        assertEquals(port, plan.path("carrier").path("parts").get(0).path("uuid").asText(), plan::toString);
        is(204, api.post("/nodes/" + node + "/vifs",
                quoted("{'id': '%s-vif', 'name': 'web-1', 'tags': ['prod'], 'anything': {'a': 1}}".formatted(node))));
        assertEquals(List.of(port), carriers(node));
    }

    @Test
    void ofManyWhoAttachAtOnceEachGetsAPortOfItsOwn() throws Exception {
        var node = node();
        for (var i = 0; i < 6; i++) {
            port(node, "");
        }
        var calls = new ArrayList<Callable<Integer>>();
        for (var i = 0; i < 12; i++) {
            var body = quoted("{'id': '%s-race%d'}".formatted(node, i));
            calls.add(() -> api.post("/nodes/" + node + "/vifs", body).status());
        }
        var won = 0;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(calls)) {
                won += future.get() == 204 ? 1 : 0;
            }
        }
        assertEquals(6, won);
        assertEquals(6, carriers(node).size());
        assertEquals(6, api.get("/nodes/" + node + "/vifs").json().path("vifs").size());
    }

    @Test
    void anOldClientSeesWhatItKnows() throws Exception {
        var node = node();
        var port = port(node, ", 'category': 'c'").path("uuid").asText();
        var old = host.send(host.request("/baremetal/v1/ports/" + port)
                .header("X-OpenStack-Ironic-API-Version", "1.19")
                .GET()
                .build());
        assertEquals(200, old.statusCode(), old::body);
        assertTrue(!old.body().contains("category") && !old.body().contains("portgroup_uuid")
                && old.body().contains("pxe_enabled"), old::body);
        assertEquals(404, host.send(
                host.request("/baremetal/v1/portgroups").header("X-OpenStack-Ironic-API-Version", "1.22").GET().build())
                .statusCode());
        assertEquals(404,
                host.send(host.request("/baremetal/v1/nodes/" + node + "/vifs")
                        .header("X-OpenStack-Ironic-API-Version", "1.27")
                        .GET()
                        .build()).statusCode());
    }

    @Test
    void whoForgetsANodeForgetsItsPorts() throws Exception {
        var node = node();
        var port = port(node, "").path("uuid").asText();
        is(204, api.post("/nodes/" + node + "/vifs", quoted("{'id': '%s-vif'}".formatted(node))));
        is(204, api.delete("/nodes/" + node));
        is(404, api.get("/ports/" + port));
    }

    /// As inspection does.
    @Test
    void whatIsFoundIsWrittenDownOnce() throws Exception {
        var node = node();
        var id = UUID.fromString(rack.node(node).path("uuid").asText());
        var known = port(node, "").path("address").asText();
        var ports = host.bean(Ports.class);
        var found = List.of(known.toUpperCase(Locale.ROOT), "52:54:00:BB:00:01", "52:54:00:bb:00:02", "nonsense");
        assertEquals(2, ports.discover(id, found).size());
        assertEquals(0, ports.discover(id, found).size());
        assertEquals(3, api.get("/nodes/" + node + "/ports").json().path("ports").size());
    }

    @Test
    void theFileInForceIsShown() throws Exception {
        var state = client.get("/port-traits").json();
        assertEquals("[\"CUSTOM_DUAL\",\"CUSTOM_BOND\",\"CUSTOM_PROD\"]", state.path("traits").toString());
        assertEquals("[]", state.path("mistakes").toString());
    }
}
