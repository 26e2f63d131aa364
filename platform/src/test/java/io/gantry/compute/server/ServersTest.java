package io.gantry.compute.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.compute.GuestStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The compute API where its clients do not get to see it: refusals, what is left, who sees what.
class ServersTest {
    @TempDir
    private static Path directory = Path.of("");

    private static ComputeHosts hosts;
    private static ComputeClient admin;

    @BeforeAll
    static void start() throws Exception {
        hosts = new ComputeHosts(directory, "cards: { driver: lab-accelerator, devices: 1, kind: gpu }");
        admin = hosts.admin;
        admin.flavor("tiny", "'gantry:rate': '100'");
    }

    @AfterAll
    static void stop() throws Exception {
        hosts.close();
    }

    private static String make(String name) throws Exception {
        return admin.server(name, hosts.image, "tiny", "");
    }

    @Test
    void versionsAreToldAndThoseThatThereAreNotRefusedWithTheRange() throws Exception {
        var nobody = new ComputeClient(hosts.host.uri(), "", "2.1");
        assertEquals("2.96", nobody.get("/compute").is(200).json().at("/versions/0/version").asText());
        assertEquals("2.1", nobody.get("/compute/v2.1/").is(200).json().at("/version/min_version").asText());
        assertEquals(401, nobody.get("servers").status());
        var answer = admin.speaking("latest").get("servers").is(200);
        assertEquals("2.96", answer.headers().firstValue("X-OpenStack-Nova-API-Version").orElse(""));
        var refused = admin.speaking("2.97").get("servers").is(406);
        assertTrue(refused.error("computeFault").contains("Minimum is 2.1 and maximum is 2.96"), refused.text());
        assertEquals(404, admin.speaking("2.22").get("servers/" + UUID.randomUUID() + "/migrations").status());
    }

    @Test
    void whatFailsIsInErrorWithTheReasonAndLeavesNothing() throws Exception {
        admin.flavor("wrong", "'gantry:rate': 'fast'");
        var id = admin.server("wrong", hosts.image, "wrong", "");
        var failed = admin.await(id, "ERROR");
        assertTrue(failed.at("/fault/message").asText().contains("rate"), failed.toString());
        assertEquals("", failed.path("OS-EXT-SRV-ATTR:host").asText(""));
        assertTrue(hosts.host.bean(GuestStore.class).find(id).isEmpty());
        var actions = admin.get("servers/" + id + "/os-instance-actions").json().path("instanceActions");
        var shown = admin.get("servers/" + id + "/os-instance-actions/" + actions.get(0).path("request_id").asText())
                .json()
                .path("instanceAction");
        assertTrue(shown.path("message").asText().contains("define"), shown.toString());
        assertEquals("Error", shown.path("events")
                .valueStream()
                .filter(
                        event -> event.path("event").asText().equals("compute_define"))
                .findFirst()
                .orElseThrow()
                .path("result")
                .asText(), shown.toString());
        admin.remove(id);
    }

    @Test
    void nobodyElseLearnsOfAServer() throws Exception {
        var red = admin.user("red", "member");
        var id = red.server("mine", hosts.image, "tiny", "");
        red.await(id, "ACTIVE");
        assertTrue(red.get("servers/" + id).json().path("server").path("OS-EXT-SRV-ATTR:host").isMissingNode());
        var blue = admin.user("blue", "member");
        assertEquals(404, blue.get("servers/" + id).status());
        assertEquals(404, blue.post("servers/" + id + "/action", "{'os-stop': null}").status());
        assertEquals(404, blue.delete("servers/" + id).status());
        assertEquals(404, blue.get("servers/" + id + "/os-instance-actions").status());
        assertEquals(0, blue.get("servers?all_tenants=1").json().path("servers").size());
        assertEquals(403, blue.get("os-services").status());
        assertEquals(403, red.post("servers/" + id + "/action",
                "{'os-migrateLive': {'host': null, 'block_migration': 'auto'}}").status());
        assertEquals(403, admin.user("green", "reader").post("servers", "{'server': {}}").status());
        assertEquals("mine", admin.get("servers/" + id).is(200).json().at("/server/name").asText());
        red.remove(id);
    }

    @Test
    void pagesFollowEachOtherAndKeepTheirFilters() throws Exception {
        admin.server("page", hosts.image, "tiny", ", 'min_count': 3, 'max_count': 3");
        var seen = new ArrayList<String>();
        var next = "servers?name=page&limit=1";
        while (!next.isEmpty()) {
            var page = admin.get(next).is(200).json();
            page.path("servers").forEach(one -> seen.add(one.path("name").asText()));
            next = page.at("/servers_links/0/href").asText("").replaceFirst("^https?://[^/]*", "");
            assertTrue(next.isEmpty() || next.contains("name=page"), next);
        }
        assertEquals(List.of("page-3", "page-2", "page-1"), seen);
        for (var one : admin.get("servers?name=page").json().path("servers")) {
            admin.await(one.path("id").asText(), "ACTIVE");
            admin.remove(one.path("id").asText());
        }
    }

    @Test
    void aServerThatIsStillBeingMadeCanBeDeleted() throws Exception {
        var id = make("hasty");
        admin.remove(id);
        assertTrue(hosts.host.bean(GuestStore.class).find(id).isEmpty());
        var gone = admin.get("servers/detail?deleted=true").json().path("servers");
        assertTrue(gone.valueStream()
                .anyMatch(one -> one.path("id").asText().equals(id)
                        && one.path("status").asText().equals("DELETED")),
                gone.toString());
    }

    @Test
    void acceleratorsComeAndGoWithTheServer() throws Exception {
        admin.post("/accelerator/v2/device_profiles", "[{'name': 'gpu', 'groups': [{'resources:PGPU': '1'}]}]").is(201);
        admin.flavor("gpu", "'accel:device_profile': 'gpu'");
        var id = admin.server("fast", hosts.image, "gpu", "");
        admin.await(id, "ACTIVE");
        var held = admin.get("/accelerator/v2/accelerator_requests?instance=" + id).json().path("arqs");
        assertEquals("Bound", held.at("/0/state").asText(), held.toString());
        var devices = hosts.host.bean(GuestStore.class).find(id).orElseThrow().spec().devices();
        assertTrue(devices.stream().anyMatch(device -> device.id().equals("accel0")), devices.toString());
        var second = admin.server("late", hosts.image, "gpu", "");
        var refused = admin.await(second, "ERROR").at("/fault/message").asText();
        assertTrue(refused.contains("No valid host was found") && refused.contains("in use"), refused);
        assertTrue(admin.post("servers/" + id + "/action",
                "{'os-migrateLive': {'host': null, 'block_migration': 'auto'}}")
                .is(409)
                .text()
                .contains("accelerators"));
        admin.remove(id);
        admin.remove(second);
        assertEquals(0, admin.get("/accelerator/v2/accelerator_requests").json().path("arqs").size());
    }

    @Test
    void noHostOfTheLabHasTpmsAndThatIsTold() throws Exception {
        admin.flavor("sealed", "'hw:tpm_version': '2.0', 'hw:tpm_secret_security': 'host'");
        var id = admin.server("sealed", hosts.image, "sealed", "");
        var fault = admin.await(id, "ERROR").at("/fault/message").asText();
        assertTrue(fault.contains("a: its guests cannot have a TPM"), fault);
        assertEquals("host", hosts.host.bean(ServerRecords.class)
                .find(UUID.fromString(id))
                .orElseThrow()
                .tpmSecurity()
                .orElseThrow());
        admin.remove(id);
    }

    @Test
    void whatChangesWithoutUsIsSeen() throws Exception {
        var id = make("watched");
        admin.await(id, "ACTIVE");
        admin.post("/gantry/v1/guests/" + id + "/pause", "{}").is(200);
        hosts.host.bean(GuestWatch.class).round();
        admin.await(id, "PAUSED");
        admin.post("/gantry/v1/guests/" + id + "/resume", "{}").is(200);
        var move = "{'target': '%s'}".formatted(
                admin.await(id, json -> true).path("OS-EXT-SRV-ATTR:host").asText().equals("a") ? "b" : "a");
        admin.await(id, "ACTIVE");
        admin.post("/gantry/v1/guests/" + id + "/migrate", move).is(202);
        admin.await(id, json -> json.path("OS-EXT-SRV-ATTR:host").asText().equals(move.substring(12, 13)));
        admin.await(id, "ACTIVE");
        var told = admin.get("os-migrations?instance_uuid=" + id).json().path("migrations");
        assertEquals("completed", told.at("/0/status").asText(), told.toString());
        assertTrue(told.at("/0/user_id").isNull(), told.toString());
        assertEquals(0, admin.get("os-migrations?status=running").json().path("migrations").size());
        admin.remove(id);
    }

    @Test
    void aServerWhoseGuestIsTakenAwayIsInError() throws Exception {
        var id = make("robbed");
        admin.await(id, "ACTIVE");
        admin.delete("/gantry/v1/guests/" + id).is(204);
        hosts.host.bean(GuestWatch.class).round();
        assertTrue(admin.await(id, "ERROR").at("/fault/message").asText().contains("deleted by other means"));
        admin.remove(id);
    }

    @Test
    void whatCannotBeIsRefusedByName() throws Exception {
        var server = "{'server': {'name': 'x', 'imageRef': '" + hosts.image + "', 'flavorRef': 'tiny', %s}}";
        for (var wrong : Map.of("'user_data': 'eA=='", "user_data", "'networks': [{'uuid': 'x'}]", "networks",
                "'key_name': 'k'", "key_name", "'min_count': 3, 'max_count': 2", "max_count",
                "'availability_zone': 'moon'",
                "nova", "'host': 'moon'", "moon", "'nmae': 'y'", "did you mean name", "'block_device_mapping_v2': [{}]",
                "one disk").entrySet()) {
            var answer = admin.post("servers", server.formatted(wrong.getKey())).is(400);
            assertTrue(answer.error("badRequest").contains(wrong.getValue()), answer.text());
        }
        assertEquals(400, admin.post("servers", server.formatted("'metadata': {'a': {}}")).status());
        assertEquals(404, admin.get("servers/nonsense").status());
        assertTrue(admin.post("servers/" + UUID.randomUUID() + "/action", "{'os-srtat': null}")
                .is(400)
                .error("badRequest")
                .contains("did you mean os-start"));
        assertTrue(admin.get("servers?sort_key=colour").is(400).error("badRequest").contains("created_at"));
        assertTrue(admin.get("servers?marker=" + UUID.randomUUID()).is(200).json().path("servers").isEmpty());
    }

    @Test
    void flavorsSayWhatIsWrongWithTheirExtraSpecs() throws Exception {
        admin.flavor("checked", "");
        for (var wrong : Map.of("'hw:tpm_version': '1.2'", "2.0", "'hw:tpm_model': 'tpm-spapr'", "tpm-tis, tpm-crb",
                "'hw:tpm_secret_security': 'me'", "user, host, deployment", "'hw:tpm_modle': 'tpm-crb'", "hw:tpm_model",
                "'accel:device_profile': 'a b'", "device profile").entrySet()) {
            var answer = admin.post("flavors/checked/os-extra_specs", "{'extra_specs': {" + wrong.getKey() + "}}")
                    .is(400);
            assertTrue(answer.error("badRequest").contains(wrong.getValue()), answer.text());
        }
        assertFalse(admin.get("flavors/checked").json().at("/flavor/extra_specs").has("hw:tpm_version"));
        admin.delete("flavors/checked").is(202);
        assertEquals(404, admin.delete("flavors/checked").status());
    }
}
