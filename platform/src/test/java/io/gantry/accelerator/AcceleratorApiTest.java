package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The accelerator API and Placement call by call, over five hosts of lab devices.
@TestMethodOrder(MethodOrderer.MethodName.class)
class AcceleratorApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// Profiles that can be none.
    private static final List<String> WRONG = List.of("[]", "{}", "[1]", "[{}]",
            "[{'name': 'a b', 'groups': [{'resources:FPGA': '1'}]}]",
            "[{'name': 'x'}]",
            "[{'name': 'x', 'groups': []}]", "[{'name': 'x', 'groups': [{'other:FPGA': '1'}]}]",
            "[{'name': 'x', 'groups': [{'resources:VCPU': '1'}]}]",
            "[{'name': 'x', 'groups': [{'resources:FPGA': 'one'}]}]",
            "[{'name': 'x', 'groups': [{'resources:FPGA': '-1'}]}]",
            "[{'name': 'x', 'groups': [{'trait:OWNER_CYBORG': 'required'}]}]",
            "[{'name': 'x', 'groups': [{'trait:CUSTOM_A': 'wanted'}]}]",
            "[{'name': 'x', 'groups': [{'resources:FPGA': {}}]}]",
            "[{'name': 'x', 'groups': [{'resources:FPGA': '1', 'resources: FPGA': '1'}]}]",
            "[{'name': 'x', 'groups': [{'resources:FPGA': '1'}]}, {'name': 'y', 'groups': [{'resources:FPGA': '1'}]}]");

    @TempDir
    static Path directory;
    static AcceleratorHosts hosts;
    static AcceleratorClient admin;

    @BeforeAll
    static void start() throws Exception {
        hosts = new AcceleratorHosts(directory);
        admin = hosts.admin;
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    @Test
    void versionsAreToldAsClientsWantThem() throws Exception {
        var nobody = new AcceleratorClient(hosts.host.uri(), "");
        var version = nobody.get("/accelerator/v2").is(200).json();
        assertEquals("v2.0", version.path("id").asText());
        assertEquals("2.3", version.path("max_version").asText());
        assertEquals("self", version.path("links").get(0).path("rel").asText());
        assertEquals(200, nobody.get("/accelerator").status());
        assertEquals(401, nobody.get("devices").status());
        var plain = admin.get("devices");
        assertEquals("accelerator 2.0", plain.headers().firstValue("OpenStack-API-Version").orElse(""));
        assertEquals("2.0", plain.headers().firstValue("OpenStack-API-Minimum-Version").orElse(""));
        assertEquals("2.3", plain.headers().firstValue("OpenStack-API-Maximum-Version").orElse(""));
        assertEquals("OpenStack-API-Version", plain.headers().firstValue("Vary").orElse(""));
        assertEquals(406, admin.get("devices", "OpenStack-API-Version", "accelerator 2.4").status());
        assertEquals(406, admin.get("devices", "OpenStack-API-Version", "accelerator x").status());
        assertEquals("accelerator 2.3", admin.get("devices", "OpenStack-API-Version", "accelerator latest")
                .headers()
                .firstValue("OpenStack-API-Version")
                .orElse(""));
        assertTrue(hosts.admin.get("/").text().contains("/accelerator/v2"));
    }

    @Test
    void devicesAndDeployablesHaveTheShapesOfCyborg() throws Exception {
        var device = admin.get("devices?hostname=cmp1&type=FPGA&vendor=1ab0").is(200).json().path("devices").get(0);
        assertEquals(List.of("created_at", "hostname", "links", "model", "std_board_info", "type", "updated_at", "uuid",
                "vendor",
                "vendor_board_info"), AcceleratorHosts.names(device));
        assertEquals("0001", JSON.readTree(device.path("std_board_info").asText()).path("product_id").asText());
        assertEquals(0, admin.get("devices?type=NIC").json().path("devices").size());
        var shown = admin.get("devices/" + device.path("uuid").asText(), "OpenStack-API-Version", "accelerator 2.3")
                .is(200)
                .json();
        assertEquals("enabled", shown.path("status").asText());
        assertEquals(404, admin.get("devices/" + UUID.randomUUID()).status());
        assertEquals(404, admin.get("devices/nonsense").status());

        var part = hosts.parts("cmp1").getFirst();
        assertEquals(
                List.of("attributes_list", "bitstream_id", "created_at", "device_id", "driver_name", "links", "name",
                        "num_accelerators", "parent_id", "root_id", "rp_uuid", "updated_at", "uuid"),
                AcceleratorHosts.names(part));
        assertEquals(NameId.of(part.path("name").asText()).toString(), part.path("rp_uuid").asText());
        assertEquals("cmp1_1ab000:00:00.0", part.path("name").asText());
        var attributes = JSON.readTree(part.path("attributes_list").asText());
        assertEquals("[{\"rc\":\"FPGA\"},{\"trait0\":\"CUSTOM_FPGA_LAB\"}]", attributes.toString());
        assertEquals(part, admin.get("deployables/" + part.path("uuid").asText()).is(200).json());
    }

    @Test
    void aNameMakesTheIdThatPythonMakesOfIt() {
        // uuid.uuid3(uuid.NAMESPACE_DNS, "python.org")
        assertEquals("6fa459ea-ee8a-3ca4-894e-db77e160355e", NameId.of("python.org").toString());
    }

    @Test
    void attributesAreListedAddedAndDeleted() throws Exception {
        var part = hosts.parts("cmp2").getLast();
        var id = admin.get("devices").json();
        assertTrue(id.path("devices").size() >= 17);
        var all = admin.get("attributes?key=rc").is(200).json().path("attributes");
        assertTrue(all.size() >= 17);
        var number = all.get(0).path("deployable_id").asInt();
        var made = admin.post("attributes", "{'deployable_id': %d, 'key': 'rack', 'value': '7'}".formatted(number))
                .is(201)
                .json();
        assertEquals(List.of("created_at", "deployable_id", "id", "key", "links", "updated_at", "uuid", "value"),
                AcceleratorHosts.names(made));
        assertEquals(1, admin.get("attributes?key=rack&deployable_id=" + number).json().path("attributes").size());
        assertEquals(409,
                admin.post("attributes", "{'deployable_id': %d, 'key': 'rack', 'value': '8'}".formatted(number))
                        .status());
        assertEquals(404, admin.post("attributes", "{'deployable_id': 999999, 'key': 'rack', 'value': '8'}").status());
        assertEquals(400, admin.get("attributes?deployable_id=x").status());
        admin.delete("attributes/" + made.path("uuid").asText()).is(204);
        admin.get("attributes/" + made.path("uuid").asText()).is(404);
        assertEquals(409, admin.delete("attributes/" + all.get(0).path("uuid").asText()).status(),
                "what a driver says stays");
        assertFalse(part.isEmpty());
    }

    @Test
    void profilesAreCheckedAsUpstreamChecksThem() throws Exception {
        var made = admin.post("device_profiles",
                "[{'name': 'checked', 'description': 'd', 'groups': [{'resources: FPGA ': '1', 'trait: CUSTOM_X': 'required', 'accel:x': 'y'}]}]")
                .is(201)
                .json();
        assertEquals("{\"resources:FPGA\":\"1\",\"trait:CUSTOM_X\":\"required\",\"accel:x\":\"y\"}",
                made.path("groups").get(0).toString());
        assertEquals(List.of("created_at", "description", "groups", "links", "name", "updated_at", "uuid"),
                AcceleratorHosts.names(made));
        assertEquals(409,
                admin.post("device_profiles", "[{'name': 'checked', 'groups': [{'resources:FPGA': '1'}]}]").status());
        for (var wrong : WRONG) {
            assertEquals(400, admin.post("device_profiles", wrong).status(), wrong);
        }
        var id = made.path("uuid").asText();
        assertEquals("checked",
                admin.get("device_profiles/" + id).is(200).json().path("device_profile").path("name").asText());
        assertEquals(406, admin.get("device_profiles/checked").status());
        assertEquals(id, admin.get("device_profiles/checked", "OpenStack-API-Version", "accelerator 2.2")
                .is(200)
                .json()
                .path("device_profile")
                .path("uuid")
                .asText());
        assertEquals(1, admin.get("device_profiles?name=checked,none").json().path("device_profiles").size());
        var arq = admin.request("checked").getFirst();
        assertEquals(409, admin.delete("device_profiles/" + id).status(), "in use");
        admin.delete("accelerator_requests?arqs=" + arq).is(204);
        admin.delete("device_profiles?value=checked").is(204);
        admin.delete("device_profiles/" + id).is(404);
    }

    @Test
    void aDeviceInMaintenanceIsHandedOutWithNoneOfItsParts() throws Exception {
        admin.profile("kept", "'resources:FPGA': '1'");
        var part = hosts.parts("cmp2").get(1);
        var device = admin.get("devices?hostname=cmp2").json().path("devices").get(1).path("uuid").asText();
        assertEquals("", admin.post("devices/" + device + "/disable", "").is(200).text());
        assertEquals("maintaining",
                admin.get("devices/" + device, "OpenStack-API-Version", "accelerator 2.3")
                        .json()
                        .path("status")
                        .asText());
        assertEquals(1, stock(part).path("reserved").asInt());
        assertEquals(1, stock(part).path("max_unit").asInt());
        var refusal = admin.bind(admin.request("kept").getFirst(), part, UUID.randomUUID().toString()).is(409);
        assertTrue(refusal.fault().contains("maintenance"), refusal::text);
        admin.post("devices/" + device + "/enable", "").is(200);
        assertEquals(0, stock(part).path("reserved").asInt());
        assertEquals(404, admin.post("devices/" + UUID.randomUUID() + "/enable", "").status());
    }

    private static JsonNode stock(JsonNode part) throws Exception {
        return admin.get("/placement/resource_providers/" + part.path("rp_uuid").asText() + "/inventories")
                .is(200)
                .json()
                .path("inventories")
                .path("FPGA");
    }

    @Test
    void placementShowsWhatGantryHolds() throws Exception {
        admin.profile("held", "'resources:FPGA': '1'");
        var arq = admin.request("held").getFirst();
        var part = hosts.parts("cmp2").get(5);
        var instance = UUID.randomUUID().toString();
        admin.bind(arq, part, instance).is(202);
        admin.await(arq, "Bound");
        var provider = "/placement/resource_providers/" + part.path("rp_uuid").asText();
        assertEquals(1, admin.get(provider + "/usages").is(200).json().path("usages").path("FPGA").asInt());
        assertEquals("[\"CUSTOM_FPGA_LAB\"]", admin.get(provider + "/traits").json().path("traits").toString());
        assertEquals(1,
                admin.get(provider + "/allocations")
                        .json()
                        .path("allocations")
                        .path(instance)
                        .path("resources")
                        .path("FPGA")
                        .asInt());
        var held = admin.get("/placement/allocations/" + instance, "OpenStack-API-Version", "placement 1.28")
                .is(200)
                .json();
        assertEquals(1,
                held.path("allocations").path(part.path("rp_uuid").asText()).path("resources").path("FPGA").asInt());
        assertFalse(held.path("project_id").asText().isEmpty());
        var roots = admin.get("/placement/resource_providers?name=cmp2", "OpenStack-API-Version", "placement 1.14")
                .is(200)
                .json()
                .path("resource_providers");
        assertTrue(roots.get(0).path("parent_provider_uuid").isNull());
        assertEquals(7, admin.get("/placement/resource_providers?in_tree=" + roots.get(0).path("uuid").asText())
                .json()
                .path("resource_providers")
                .size());
        assertEquals(406, admin.get("/placement", "OpenStack-API-Version", "placement 1.99").status());
        assertEquals(404, admin.get("/placement/resource_providers/" + UUID.randomUUID()).status());
        assertEquals(405, admin.send("PUT", provider + "/inventories", "{}").status());
        assertEquals(204, admin.get("/placement/traits/CUSTOM_FPGA_LAB").status());
        admin.delete("accelerator_requests?arqs=" + arq).is(204);
        assertEquals(0, admin.get("/placement/allocations/" + instance).json().path("allocations").size());
    }
}
