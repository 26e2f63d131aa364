package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabAgentTest {
    private static final int EDGE = 1 << 20;

    @TempDir
    Path directory = Path.of("");

    private final PlayedHost host;
    private @Nullable LabProcess agent;

    LabAgentTest() throws IOException {
        host = new PlayedHost();
    }

    @AfterEach
    void end() throws Exception {
        host.close();
        if (agent != null) {
            agent.kill();
        }
    }

    private LabProcess agent(String... lines) throws Exception {
        var started = LabProcess.start(directory.resolve("machine"),
                "gantry-lab-disc agent\napi=" + host.url() + "/baremetal\n" + String.join("\n", lines) + "\n\0\0");
        agent = started;
        return started.meets(host);
    }

    @Test
    void findsOutWhoItIsAndObeysOnlyWhoKnowsTheToken() throws Exception {
        var met = agent("tls=yes");
        assertEquals("addresses=52:54:00:00:00:01,52:54:00:00:00:02", host.asked());
        var next = host.nextHeartbeat();
        assertEquals(PlayedHost.TOKEN, next.get("agent_token"));
        assertEquals(LabAgent.VERSION, next.get("agent_version"));

        assertEquals(200, met.get("/v1/status").statusCode());
        assertEquals(401, met.get("/v1/commands/?agent_token=" + "x".repeat(32)).statusCode());
        assertEquals(401, met.get("/v1/commands/").statusCode());
        assertEquals(200, met.get("/v1/commands/?agent_token=" + PlayedHost.TOKEN).statusCode());
        assertEquals(404, met.post("magic.wand", Map.of()).statusCode());
        var unknown = met.post("standby.dance", Map.of());
        assertEquals(400, unknown.statusCode());
        assertEquals("{\"faultcode\":\"Client\",\"faultstring\":\"Invalid command: Unknown command: dance\"}",
                order(unknown.body()));
        assertEquals(400, met.post("standby.prepare_image", Map.of("image_info", Map.of("id", "1"))).statusCode());
        var sync = met.run("standby.sync", Map.of());
        assertEquals("sync", sync.get("command_name"));
        assertEquals("SUCCEEDED", sync.get("command_status"));
    }

    private static String order(String json) throws IOException {
        return new String(Json.write(new TreeMap<>(Json.object(json.getBytes(UTF_8)))), UTF_8);
    }

    @Test
    void runsOneCommandAtATimeAndListsThemAll() throws Exception {
        var met = agent("fault=erase_devices:hang");
        assertEquals(200,
                met.post("clean.execute_clean_step", Map.of("step", Map.of("step", "erase_devices"), "node", Map.of(),
                        "ports", List.of())).statusCode());
        var busy = met.post("standby.sync", Map.of());
        assertEquals(409, busy.statusCode());
        assertTrue(busy.body().contains("Agent is busy: executing command execute_clean_step"), busy.body());
        var list = met.get("/v1/commands/?agent_token=" + PlayedHost.TOKEN).body();
        assertTrue(list.contains("\"command_status\":\"RUNNING\""), list);
    }

    @Test
    void cleansTheDisk() throws Exception {
        var met = agent();
        var steps = met.run("clean.get_clean_steps", Map.of("node", Map.of(), "ports", List.of()));
        assertTrue(String.valueOf(steps.get("command_result")).contains("erase_devices_metadata"), steps.toString());
        met.run("clean.execute_clean_step", Map.of("step", Map.of("step", "erase_devices_metadata"), "node", Map.of(),
                "ports", List.of()));
        var disk = met.disk();
        assertArrayEquals(new byte[EDGE], Arrays.copyOf(disk, EDGE));
        assertArrayEquals(new byte[EDGE], Arrays.copyOfRange(disk, LabProcess.DISK - EDGE, LabProcess.DISK));
        assertEquals(7, disk[EDGE]);
        var erased = met.run("clean.execute_clean_step", Map.of("step", Map.of("step", "erase_devices", "priority", 10),
                "node", Map.of(), "ports", List.of()));
        assertEquals("SUCCEEDED", erased.get("command_status"));
        assertEquals("{clean_result=null, clean_step={step=erase_devices, priority=10}}", order(erased));
        assertArrayEquals(new byte[LabProcess.DISK], met.disk());
    }

    private static String order(Map<String, @Nullable Object> result) {
        return String.valueOf(result.get("command_result"))
                .replace("{priority=10, step=erase_devices}",
                        "{step=erase_devices, priority=10}");
    }

    @Test
    void offersTheStepsThatTheDiscAdds() throws Exception {
        var met = agent("step=install_appliance:80");
        var steps = met.run("deploy.get_deploy_steps", Map.of("node", Map.of(), "ports", List.of()));
        assertTrue(String.valueOf(steps.get("command_result")).contains("install_appliance"), steps.toString());
        met.run("deploy.execute_deploy_step", Map.of("step", Map.of("step", "install_appliance"), "node",
                Map.of("uuid", "u1"), "ports", List.of()));
        assertTrue(new String(met.disk(), EDGE, 100, UTF_8).startsWith("install_appliance of u1"));
        assertEquals("SUCCEEDED", met.run("image.install_bootloader", Map.of("root_uuid", "")).get("command_status"));
    }

    @Test
    void leavesForRescueAndStaysOn() throws Exception {
        var met = agent();
        assertEquals("SUCCEEDED",
                met.runNow("rescue.finalize_rescue", Map.of("rescue_password", "$5$x", "hashed", true))
                        .get("command_status"));
        assertEquals("$5$x", met.note("rescue"));
        met.awaitSilence();
        assertTrue(met.alive());
    }

    @Test
    void asksItsMachineForPowerOffAndEnds() throws Exception {
        var met = agent();
        assertEquals(200, met.post("standby.power_off", Map.of()).statusCode());
        assertEquals(0, met.exitCode());
        assertEquals("off", met.note("wish"));
    }

    @Test
    void diesWhereTheDiscSaysSo() throws Exception {
        var met = agent("fault=standby.sync:die");
        try {
            met.post("standby.sync", Map.of());
        } catch (IOException expected) {
            // It was gone before it could answer.
        }
        assertEquals(137, met.exitCode());
    }

    @Test
    void playsAnInstaller() throws Exception {
        var image = Images.random(3 << 20);
        var kickstart = """
                liveimg --url="%s" --checksum=%s
                %%pre
                curl -X POST --data '{"agent_status": "start", "agent_token": "%s"}' %s
                %%end
                %%post --nochroot
                curl -X POST --data '{"agent_status": "end"}' \\
                  %s
                %%end
                poweroff
                """.formatted(host.serve("/image", image), Images.sum("SHA-256", image), PlayedHost.TOKEN,
                host.url() + "/baremetal/v1/heartbeat/n1", host.url() + "/baremetal/v1/heartbeat/n1");
        var started = LabProcess.start(directory.resolve("machine"),
                "gantry-lab-disc installer\nks=" + host.serve("/ks", kickstart.getBytes(UTF_8)) + "\n");
        agent = started;
        assertEquals("start", host.nextHeartbeat().get("agent_status"));
        assertEquals("end", host.nextHeartbeat().get("agent_status"));
        assertEquals(0, started.exitCode());
        assertEquals("off", started.note("wish"));
        assertArrayEquals(image, Arrays.copyOf(started.disk(), image.length));
    }
}
