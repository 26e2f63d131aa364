package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Requests are bound, taken back and refused, by whoever may.
@TestMethodOrder(MethodOrderer.MethodName.class)
class AcceleratorBindingTest {
    @TempDir
    static Path directory;
    static AcceleratorHosts hosts;
    static AcceleratorClient admin;

    @BeforeAll
    static void start() throws Exception {
        hosts = new AcceleratorHosts(directory);
        admin = hosts.admin;
        hosts.people("member", "reader", "manager", "service");
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    @Test
    void aRequestIsBoundShownAndTakenBack() throws Exception {
        admin.profile("bound", "'resources:FPGA': '1', 'trait:CUSTOM_FPGA_LAB': 'required'");
        var arq = admin.request("bound").getFirst();
        var fresh = admin.arq(arq);
        assertEquals(
                List.of("attach_handle_info", "attach_handle_type", "attach_handle_uuid", "created_at",
                        "device_profile_group_id",
                        "device_profile_name", "device_rp_uuid", "hostname", "instance_uuid", "links", "project_id",
                        "state", "updated_at", "uuid"),
                AcceleratorHosts.names(fresh));
        assertTrue(fresh.path("hostname").isNull());
        assertEquals("Initial", fresh.path("state").asText());
        var part = hosts.parts("cmp1").getFirst();
        var instance = UUID.randomUUID().toString();
        var patch = admin.bind(arq, part, instance).is(202);
        assertEquals("", patch.text());
        var bound = admin.await(arq, "Bound");
        assertEquals("cmp1", bound.path("hostname").asText());
        assertEquals("PCI", bound.path("attach_handle_type").asText());
        assertEquals("{\"bus\":\"00\",\"device\":\"00\",\"domain\":\"1ab000\",\"function\":\"0\"}",
                bound.path("attach_handle_info").toString());
        assertEquals(1,
                admin.get("accelerator_requests?instance=" + instance + "&bind_state=resolved")
                        .is(200)
                        .json()
                        .path("arqs")
                        .size());
        assertEquals("1", properties("one", "1ab000:00:00.0").path("held").asText(), "the driver attached it");
        var own = admin.get("/gantry/v1/accelerator-requests/" + arq).is(200).json().path("guest_device");
        assertEquals("-device", own.path("arguments").get(0).asText());
        assertEquals(
                "vfio-pci,id=accel-%s,sysfsdev=/sys/bus/pci/devices/1ab000:00:00.0"
                        .formatted(bound.path("attach_handle_uuid").asText()),
                own.path("arguments").get(1).asText());
        assertTrue(own.path("xml").asText().contains("domain='0x1ab000' bus='0x00' slot='0x00' function='0x0'"));

        refused(part, instance);
        takenBack(arq, part, instance);
    }

    private static void refused(JsonNode part, String instance) throws Exception {
        var other = admin.request("bound").getFirst();
        var refusal = admin.bind(other, part, UUID.randomUUID().toString()).is(409);
        assertTrue(refusal.fault().contains("in use"), refusal::text);
        assertEquals("BindFailed", admin.arq(other).path("state").asText());
        assertTrue(admin.get("/gantry/v1/accelerator-requests/" + other)
                .json()
                .path("reason")
                .asText()
                .contains("in use"));
        assertEquals(400, admin.bind(admin.request("bound").getFirst(), hosts.parts("cmp1").get(1), instance).status(),
                "one go for an instance");
        admin.delete("accelerator_requests?arqs=" + other).is(204);
    }

    private static void takenBack(String arq, JsonNode part, String instance) throws Exception {
        var other = admin.request("bound").getFirst();
        admin.bind(other, part, UUID.randomUUID().toString()).is(409);
        admin.send("PATCH", "accelerator_requests", AcceleratorClient.unbinding(arq)).is(202);
        var free = admin.await(arq, "Unbound");
        assertTrue(free.path("instance_uuid").isNull() && free.path("attach_handle_uuid").isNull());
        assertEquals("0", properties("one", "1ab000:00:00.0").path("held").asText());
        assertNotEquals("0", properties("one", "1ab000:00:00.0").path("cleaned").asText(),
                "cleaned before the next one has it");
        admin.send("PATCH", "accelerator_requests", AcceleratorClient.unbinding(other)).is(202);
        admin.bind(other, part, UUID.randomUUID().toString()).is(202);
        admin.await(other, "Bound");
        admin.delete("accelerator_requests?arqs=" + other + "," + arq).is(204);
        assertEquals(404, admin.get("accelerator_requests/" + other).status());
        assertEquals(404, admin.delete("accelerator_requests?arqs=" + other).status());
        admin.delete("accelerator_requests?instance=" + instance).is(204);
        admin.delete("accelerator_requests?instance=" + instance).is(204);
    }

    @Test
    void whatCannotBeAttachedIsFreeAgainAndWhatCannotBeCleanedIsNot() throws Exception {
        admin.profile("bad", "'resources:FPGA': '1'");
        var arq = admin.request("bad").getFirst();
        admin.bind(arq, hosts.parts("cmp4").getFirst(), UUID.randomUUID().toString());
        admin.await(arq, "BindFailed");
        assertTrue(admin.get("/gantry/v1/accelerator-requests/" + arq)
                .json()
                .path("reason")
                .asText()
                .startsWith("attach:"));
        assertEquals(0, used("cmp4"));
        admin.delete("accelerator_requests?arqs=" + arq).is(204);

        admin.profile("dirty", "'resources:CUSTOM_SSD': '1'");
        var dirty = admin.request("dirty").getFirst();
        admin.bind(dirty, hosts.parts("cmp5").getFirst(), UUID.randomUUID().toString()).is(202);
        admin.await(dirty, "Bound");
        admin.send("PATCH", "accelerator_requests", AcceleratorClient.unbinding(dirty)).is(202);
        admin.await(dirty, "UnbindFailed");
        assertEquals(1, used("cmp5"), "nobody else gets what could not be cleaned");
        var next = admin.request("dirty").getFirst();
        assertEquals(409,
                admin.post("/gantry/v1/accelerator-requests/" + next + "/place",
                        "{'instance': '%s'}".formatted(UUID.randomUUID()))
                        .status());
    }

    @Test
    void nothingFitsAndTheReasonIsSaidOfEachCandidate() throws Exception {
        admin.profile("lacking", "'resources:PGPU': '1', 'trait:CUSTOM_NOBODY_HAS': 'required'");
        var explained = admin.get("/gantry/v1/accelerator-profiles/lacking/explain").is(200).json();
        assertFalse(explained.path("fits").asBoolean());
        assertEquals(3, explained.path("candidates").size());
        assertTrue(explained.path("candidates").get(0).path("reason").asText().contains("CUSTOM_NOBODY_HAS"));
        var arq = admin.request("lacking").getFirst();
        var refusal = admin
                .post("/gantry/v1/accelerator-requests/" + arq + "/place",
                        "{'instance': '%s'}".formatted(UUID.randomUUID()))
                .is(409);
        assertTrue(refusal.text().contains("CUSTOM_NOBODY_HAS"), refusal::text);
        admin.profile("gpu",
                "'resources:PGPU': '1', 'trait:CUSTOM_GPU_LAB': 'required', 'trait:CUSTOM_OTHER': 'forbidden'");
        var reasons = admin.get("/gantry/v1/accelerator-profiles/gpu/explain").json();
        assertTrue(reasons.path("fits").asBoolean());
        assertEquals("it has no pieces now", reasons.path("candidates").get(2).path("reason").asText());
        for (var left = 2; left > 0; left--) {
            var placed = admin.request("gpu").getFirst();
            admin.post("/gantry/v1/accelerator-requests/" + placed + "/place",
                    "{'instance': '%s'}".formatted(UUID.randomUUID())).is(202);
            assertEquals("cmp3", admin.await(placed, "Bound").path("hostname").asText());
        }
        var last = admin.post("/gantry/v1/accelerator-requests/" + admin.request("gpu").getFirst() + "/place",
                "{'instance': '%s'}".formatted(UUID.randomUUID())).is(409);
        assertTrue(last.text().contains("all its pieces are in use"), last::text);
        assertTrue(admin.get("/gantry/v1/accelerator-findings?address=1ab000:00:02.0")
                .json()
                .toString()
                .contains("itself uses"));
    }

    @Test
    void aDeviceIsProgrammedOnlyWithWhatTheOperatorAllowsAndOnlyWhileNobodyHasIt() throws Exception {
        var bitstreams = Files.createDirectories(directory.resolve("data/bitstreams"));
        var id = UUID.randomUUID().toString();
        Files.writeString(bitstreams.resolve(id + ".bin"), "no bitstream of the lab");
        var part = hosts.parts("cmp2").get(3);
        var path = "deployables/" + part.path("uuid").asText() + "/program";
        var body = "[{'path': '/program', 'op': 'replace', 'value': [{'image_uuid': '%s'}]}]";
        assertEquals(404, admin.send("PATCH", path, body.formatted(UUID.randomUUID())).status());
        assertEquals(400, admin.send("PATCH", path, body.formatted("../admin-password")).status());
        assertEquals(400, admin.send("PATCH", path, "[{'path': '/program', 'op': 'replace'}]").status());
        var refused = admin.send("PATCH", path, body.formatted(id));
        assertEquals(400, refused.status(), refused::text);
        admin.profile("programmed", "'resources:FPGA': '1', 'accel:bitstream_id': '%s'".formatted(id));
        var arq = admin.request("programmed").getFirst();
        admin.bind(arq, part, UUID.randomUUID().toString()).is(202);
        admin.await(arq, "BindFailed");
        assertTrue(admin.get("/gantry/v1/accelerator-requests/" + arq)
                .json()
                .path("reason")
                .asText()
                .startsWith("program:"));
        var good = UUID.randomUUID().toString();
        Files.writeString(bitstreams.resolve(good + ".bin"), "LABFPGA1 and what it does");
        admin.profile("works", "'resources:FPGA': '1', 'accel:bitstream_id': '%s'".formatted(good));
        var works = admin.request("works").getFirst();
        admin.bind(works, part, UUID.randomUUID().toString()).is(202);
        admin.await(works, "Bound");
        assertEquals(good, admin.get("deployables/" + part.path("uuid").asText()).json().path("bitstream_id").asText());
        assertEquals(409, admin.send("PATCH", path, body.formatted(good)).status(), "somebody has it");
        admin.delete("accelerator_requests?arqs=" + works).is(204);
        admin.send("PATCH", path, body.formatted(good)).is(200);
    }

    @Test
    void onlyItsProjectSeesARequestAndOnlyAServiceBindsIt() throws Exception {
        admin.profile("roles", "'resources:FPGA': '1'");
        var member = hosts.as("red-member");
        var arq = member.request("roles").getFirst();
        assertEquals(1, member.get("accelerator_requests").json().path("arqs").size());
        var red = admin.get("/identity/v3/projects?name=red").json().path("projects").path(0).path("id").asText();
        var kept = admin.delete("/identity/v3/projects/" + red).is(409);
        assertTrue(kept.text().contains("1 accelerator requests"), kept::text);
        assertEquals(0, hosts.as("blue-member").get("accelerator_requests").json().path("arqs").size());
        for (var stranger : List.of("blue-member", "blue-manager", "blue-reader")) {
            assertEquals(404, hosts.as(stranger).get("accelerator_requests/" + arq).status(), stranger);
            assertEquals(404, hosts.as(stranger).get("/gantry/v1/accelerator-requests/" + arq).status(), stranger);
        }
        assertEquals(404, hosts.as("blue-member").delete("accelerator_requests?arqs=" + arq).status());
        var part = hosts.parts("cmp2").get(4);
        var instance = UUID.randomUUID().toString();
        var binding = AcceleratorClient.binding(arq, part, instance);
        assertEquals(403, member.send("PATCH", "accelerator_requests", binding).status());
        assertEquals(404, hosts.as("blue-member").send("PATCH", "accelerator_requests", binding).status());
        assertEquals(403, hosts.as("red-reader").send("PATCH", "accelerator_requests", binding).status());
        var token = token("blue-service");
        assertEquals(202, member.send("PATCH", "accelerator_requests", binding, "X-Service-Token", token).status());
        assertEquals(instance, member.await(arq, "Bound").path("instance_uuid").asText());
        assertEquals(403, member.send("PATCH", "accelerator_requests", AcceleratorClient.unbinding(arq)).status());
        assertEquals(403, member.delete("accelerator_requests?arqs=" + arq).status());
        assertEquals(403, member.delete("accelerator_requests?instance=" + instance).status());
        assertEquals(204,
                member.send("DELETE", "accelerator_requests?instance=" + instance, "", "X-Service-Token", token)
                        .status());
        assertEquals(0, member.get("accelerator_requests").json().path("arqs").size());

        assertEquals(200, hosts.as("red-reader").get("device_profiles").status());
        assertEquals(403, hosts.as("red-member").get("devices").status());
        assertEquals(200, hosts.as("red-manager").get("devices").status());
        assertEquals(403, hosts.as("red-manager").post("device_profiles", "[]").status());
        assertEquals(403,
                hosts.as("red-reader").post("accelerator_requests", "{'device_profile_name': 'roles'}").status());
    }

    private static JsonNode properties(String instance, String id) throws Exception {
        for (var device : admin.get("/gantry/v1/devices?look=true&instance=" + instance)
                .is(200)
                .json()
                .path("devices")) {
            if (device.path("id").asText().equals(id)) {
                return device.path("properties");
            }
        }
        throw new AssertionError("no device " + id);
    }

    private static long used(String onHost) throws Exception {
        var used = 0L;
        for (var device : admin.get("/gantry/v1/devices?host=" + onHost).is(200).json().path("devices")) {
            for (var part : device.path("parts")) {
                used += part.path("used").asLong();
            }
        }
        return used;
    }

    private static String token(String user) throws Exception {
        return admin.post("/identity/v3/auth/tokens", """
                {'auth': {'identity': {'methods': ['password'], 'password': {'user': {'name': '%s', 'domain': {'id': 'default'}, 'password': '%s'}}}}}
                """.formatted(user, AcceleratorHosts.PASSWORD))
                .is(201)
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }
}
