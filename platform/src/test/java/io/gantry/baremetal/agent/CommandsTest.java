package io.gantry.baremetal.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The host and the lab's agent, each as it is.
class CommandsTest {
    private static final Progress NOBODY = (_, _, _) -> {};
    private static final byte[] IMAGE = image();

    @TempDir
    Path directory = Path.of("");

    private @Nullable AgentHost host;
    private @Nullable LabAgentProcess agent;

    private static byte[] image() {
        var bytes = new byte[6 << 20];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @AfterEach
    void stop() {
        if (agent != null) {
            agent.close();
        }
        if (host != null) {
            host.close();
        }
    }

    private AgentHost host() throws Exception {
        return host("20s");
    }

    private AgentHost host(String silence) throws Exception {
        var started = new AgentHost(directory.resolve("data"), Map.of("silence", silence, "start", "60s"));
        host = started;
        return started;
    }

    private LabAgentProcess agent(AgentHost of, String... lines) throws Exception {
        of.bean(Agents.class).expect(AgentHost.NODE);
        var started = LabAgentProcess.start(directory.resolve("machine"),
                "gantry-lab-disc agent\napi=" + of.api() + "\n" + String.join("\n", lines) + "\n");
        agent = started;
        of.bean(Waiting.class).agent(AgentHost.NODE, "n1", NOBODY);
        return started;
    }

    private static Map<String, Object> run(AgentHost host, String name, Map<String, ?> parameters, Progress progress)
            throws InterruptedException {
        return host.bean(Commands.class).run(AgentHost.NODE, "n1", name, parameters, progress);
    }

    private Map<String, Object> prepare() throws Exception {
        var file = Files.write(directory.resolve("image"), IMAGE);
        return Map.of("image_info", Map.of("id", "i1", "urls", List.of(file.toUri().toString()), "disk_format", "raw",
                "stream_raw_images", true, "os_hash_algo", "sha256", "os_hash_value",
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(IMAGE))));
    }

    @Test
    void anAgentDoesWhatItIsToldAndSaysHowFarItIs() throws Exception {
        var of = host();
        var met = agent(of, "tls=yes", "fault=write:slow");
        assertTrue(of.bean(Commands.class).answers(AgentHost.NODE));
        assertEquals(Map.of(), run(of, "standby.sync", Map.of(), NOBODY));
        var steps = run(of, "deploy.get_deploy_steps", Map.of("node", Map.of(), "ports", List.of()), NOBODY);
        assertTrue(steps.containsKey("deploy_steps"), steps::toString);
        var seen = new AtomicLong();
        run(of, "standby.prepare_image", prepare(), (_, done, _) -> seen.accumulateAndGet(done, Math::max));
        assertArrayEquals(IMAGE, Arrays.copyOf(met.disk(), IMAGE.length));
        assertTrue(seen.get() > 0);
        assertEquals(Map.of(), run(of, "standby.power_off", Map.of(), NOBODY));
        assertEquals(0, met.exitCode());
        assertEquals("off", met.note("wish"));
        assertFalse(of.bean(Commands.class).answers(AgentHost.NODE));
    }

    @Test
    void aCommandThatIsUnderWayIsNotBegunASecondTime() throws Exception {
        var of = host();
        var met = agent(of, "fault=write:slow");
        var parameters = prepare();
        var under = new CountDownLatch(1);
        var first = Thread.ofVirtual().start(() -> {
            try {
                run(of, "standby.prepare_image", parameters, (_, done, _) -> {
                    if (done > 0) {
                        under.countDown();
                    }
                });
            } catch (InterruptedException killed) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(under.await(60, TimeUnit.SECONDS), "nothing was written");
        first.interrupt();
        first.join();
        // A host that is killed before it wrote down which id the agent gave.
        var records = of.bean(AgentRecords.class);
        var written = records.find(AgentHost.NODE).flatMap(Agent::underWay).orElseThrow();
        records.send(AgentHost.NODE, Optional.of(new Agent.UnderWay(written.name(), written.digest(),
                written.before(), Optional.empty())));
        run(of, "standby.prepare_image", parameters, NOBODY);
        assertArrayEquals(IMAGE, Arrays.copyOf(met.disk(), IMAGE.length));
        assertEquals(1, met.note("log").lines().filter(line -> line.equals("command standby.prepare_image")).count());
    }

    @Test
    void aFailureSaysWhoFailedAtWhatAndWhy() throws Exception {
        var of = host();
        agent(of);
        var missing = Map.of("image_info", Map.of("id", "i1", "urls", List.of("file:///nowhere"), "checksum",
                "0".repeat(64)));
        var failed = assertThrows(DriverException.class, () -> run(of, "standby.prepare_image", missing, NOBODY));
        assertEquals(Kind.FAILED, failed.kind());
        assertTrue(
                String.valueOf(failed.getMessage())
                        .matches("The agent of node 'n1' failed to do standby.prepare_image: .*/nowhere.*"),
                failed.getMessage());
        var unknown = assertThrows(DriverException.class, () -> run(of, "standby.dance", Map.of(), NOBODY));
        assertTrue(String.valueOf(unknown.getMessage()).contains("Unknown command: dance"), unknown.getMessage());
    }

    @Test
    void anAgentThatDiesIsGivenUp() throws Exception {
        var of = host("2s");
        agent(of, "fault=write:die:50%", "fault=write:slow");
        var parameters = prepare();
        var gone = assertThrows(DriverException.class, () -> run(of, "standby.prepare_image", parameters, NOBODY));
        assertEquals(Kind.UNREACHABLE, gone.kind());
        assertTrue(String.valueOf(gone.getMessage()).contains("has not answered since"), gone.getMessage());
    }

    @Test
    void aCommandThatGetsNoFurtherIsGivenUp() throws Exception {
        host = new AgentHost(directory.resolve("data"), Map.of("silence", "20s", "start", "60s", "stall", "2s"));
        agent(host, "fault=write:hang:50%");
        var parameters = prepare();
        var of = host;
        var stuck = assertThrows(DriverException.class, () -> run(of, "standby.prepare_image", parameters, NOBODY));
        assertEquals(Kind.FAILED, stuck.kind());
        assertTrue(String.valueOf(stuck.getMessage()).matches(".*no further with standby.prepare_image.*write.*"),
                stuck.getMessage());
    }

    @Test
    void anInstallerIsToldWhatToDoAndReports() throws Exception {
        var of = host();
        var image = Files.write(directory.resolve("image"), IMAGE);
        of.bean(Installers.class).expect(AgentHost.NODE, """
                liveimg --url=%s
                %%pre
                curl -H 'Content-Type: application/json' -d '{"callback_url": "", "agent_token": "{{ agent_token }}", "agent_status": "start"}' {{ heartbeat_url }}
                %%end
                %%post
                curl -d '{"callback_url": "", "agent_token": "{{ agent_token }}", "agent_status": "end"}' {{ heartbeat_url }}
                %%end
                reboot
                """.formatted(image.toUri()));
        var started = LabAgentProcess.start(directory.resolve("machine"),
                "gantry-lab-disc installer\nks=" + of.api() + "/v1/kickstart\n");
        agent = started;
        of.bean(Waiting.class).installer(AgentHost.NODE, "n1", NOBODY);
        assertEquals(0, started.exitCode());
        assertEquals("reboot", started.note("wish"));
        assertArrayEquals(IMAGE, Arrays.copyOf(started.disk(), IMAGE.length));
    }
}
