package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of devices that two drivers report, or that vanish; and of requests that mean nothing. `-Dgantry.fault.seed=N` repeats a run.
class InventoryTest {
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int REQUESTS = 2000;
    private static final List<String> PATHS = List.of("devices", "deployables", "attributes", "device_profiles",
            "accelerator_requests",
            "/placement/resource_providers", "/placement/traits", "/placement/usages", "/placement/allocations/x",
            "/gantry/v1/devices", "/gantry/v1/accelerator-requests", "/gantry/v1/accelerator-findings",
            "/gantry/v1/accelerator-profiles");
    private static final List<String> TAILS = List.of("", "/", "/ID", "/x", "/%00", "/ID/program", "/ID/enable",
            "/ID/place", "/ID/explain",
            "/ID/inventories", "/ID/inventories/FPGA", "?arqs=x", "?arqs=ID", "?instance=x", "?value=x", "?name=%27",
            "?deployable_id=9e9",
            "?bind_state=x", "?resources=FPGA:x", "?resources=FPGA:1", "?required=%00", "?in_tree=x", "?look=maybe",
            "?address=%00", "?host=");
    private static final List<String> BODIES = List.of("", "{}", "[]", "null", "1", "'x'", "[{}]", "[[]]", "{'ID': []}",
            "{'ID': {}}",
            "{'ID': [{'op': 'add'}]}", "{'ID': [{'op': 'remove', 'path': '/hostname'}]}",
            "{'ID': [{'op': 1, 'path': [], 'value': null}]}",
            "{'x': [{'op': 'add', 'path': '/hostname', 'value': 'x'}]}", "{'device_profile_name': 1}",
            "{'device_profile_name': 'x'}",
            "{'device_profile_name': 'one', 'device_profile_group_id': 7}",
            "[{'name': 'x', 'groups': [{'resources:FPGA': 1e9}]}]",
            "[{'name': 'x', 'groups': {}}]", "[{'name': 'x\\u0000', 'groups': [{}]}]",
            "{'deployable_id': 'x', 'key': 1}",
            "{'deployable_id': 1, 'key': 'k', 'value': null}",
            "[{'path': '/program', 'op': 'replace', 'value': [{'image_uuid': 'ID'}]}]",
            "[{'path': '/program', 'op': 'replace', 'value': 7}]", "{'instance': 'x'}", "{'instance': 7}",
            "{'bitstream': '../x'}", "{'a");

    @TempDir
    static Path directory;
    static TestHost host;
    static AcceleratorClient admin;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, HostFile.of("one: { driver: lab-accelerator, devices: 2, host: cmp1 }",
                "same: { driver: lab-accelerator, devices: 3, host: cmp1 }"));
        admin = new AcceleratorClient(host.uri(),
                TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
        admin.get("/gantry/v1/devices?look=true").is(200);
        admin.profile("one", "'resources:FPGA': '1'");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void whatTwoInstancesOfAMachineReportIsOfferedOnce() throws Exception {
        var offered = 0;
        var told = 0;
        for (var device : admin.get("/gantry/v1/devices?host=cmp1").is(200).json().path("devices")) {
            offered += device.path("parts").size();
            told += device.path("obstacles").toString().contains("reports device") ? 1 : 0;
        }
        assertEquals(3, offered, "three addresses, five reports");
        assertEquals(2, told);
        assertEquals(3, admin.get("deployables").json().path("deployables").size());
        assertTrue(
                admin.get("/gantry/v1/accelerator-findings").json().toString().contains("exclude it in the options"));
    }

    @Test
    void aDeviceThatVanishesWhileSomebodyHasItStaysUntilHeGivesItBack() throws Exception {
        attempt(2);
        var arq = place("trial");
        admin.delete("/gantry/v1/instances/trial").is(204);
        attempt(0);
        var left = devices();
        assertEquals(1, left.size(), "the one that nobody has is gone");
        assertFalse(left.get(0).path("missing_since").asText().isEmpty());
        assertTrue(admin.get("/gantry/v1/accelerator-findings").json().toString().contains("It is gone since"));
        admin.delete("accelerator_requests?arqs=" + arq).is(204);
        assertEquals(0, devices().size());
        admin.delete("/gantry/v1/instances/trial").is(204);
    }

    private static void attempt(int devices) throws Exception {
        admin.send("PUT", "/gantry/v1/instances/trial",
                "{'driver': 'lab-accelerator', 'options': {'devices': %d, 'kind': 'qat'}}"
                        .formatted(devices))
                .is(200);
    }

    private static JsonNode devices() throws Exception {
        return admin.get("/gantry/v1/devices?instance=trial&look=true").is(200).json().path("devices");
    }

    private static String place(String instance) throws Exception {
        assertEquals(2, devices().size(), instance);
        admin.profile("qat", "'resources:CUSTOM_QAT': '1'");
        var arq = admin.request("qat").getFirst();
        admin.post("/gantry/v1/accelerator-requests/" + arq + "/place",
                "{'instance': '%s'}".formatted(UUID.randomUUID())).is(202);
        admin.await(arq, "Bound");
        return arq;
    }

    @Test
    void noRequestIsAnsweredWithAFaultOfOurs() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        var random = new Random(SEED);
        var ids = List.of(admin.request("one").getFirst(), UUID.randomUUID().toString(),
                admin.get("devices").json().path("devices").get(0).path("uuid").asText(),
                admin.get("deployables").json().path("deployables").get(0).path("uuid").asText());
        for (var number = 0; number < REQUESTS; number++) {
            var id = pick(ids, random);
            var method = pick(List.of("GET", "GET", "POST", "PATCH", "DELETE", "PUT"), random);
            var path = (pick(PATHS, random) + pick(TAILS, random)).replace("ID", id);
            var body = method.equals("GET") ? "" : pick(BODIES, random).replace("ID", id);
            var version = pick(List.of("accelerator 2.3", "accelerator 2.0", "placement 1.28", "accelerator 9.9", "x"),
                    random);
            var answer = admin.send(method, path, body, "OpenStack-API-Version", version);
            var what = "request %d of seed %d: %s %s %s -> %d %s".formatted(number, SEED, method, path, body,
                    answer.status(), answer.text());
            assertTrue(answer.status() < 500, what);
            assertFalse(answer.text().contains("Exception") || answer.text().contains("io.gantry"), what);
        }
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
