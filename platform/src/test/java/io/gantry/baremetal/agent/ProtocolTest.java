package io.gantry.baremetal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What agents ask of the host, asked by hand.
class ProtocolTest {
    private static final String WHO = "addresses=" + LabAgentProcess.ADDRESS;

    @TempDir
    static Path directory;

    private AgentHost host;

    @BeforeEach
    void start() throws IOException {
        host = new AgentHost(Files.createTempDirectory(directory, "host"),
                Map.of("silence", "90s", "start", "1s", "networks", "127.0.0.0/8,10.0.0.0/8"));
        host.bean(Agents.class).expect(AgentHost.NODE);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private String token() throws Exception {
        return json(host.lookup(WHO).body()).path("config").path("agent_token").asText();
    }

    private static String body(String callback, String token) {
        return "{\"callback_url\": \"%s\", \"agent_token\": \"%s\", \"agent_version\": \"11.0\"}".formatted(callback,
                token);
    }

    @Test
    void aTokenIsGivenOutOnceEachTimeTheRamdiskIsStarted() throws Exception {
        var answer = host.lookup(WHO);
        assertEquals(200, answer.statusCode(), answer::body);
        var config = json(answer.body()).path("config");
        assertEquals(90, config.path("heartbeat_timeout").asInt());
        assertTrue(config.path("agent_token").asText().length() >= 32);
        assertEquals(AgentHost.NODE.toString(), json(answer.body()).path("node").path("uuid").asText());
        assertEquals(Agents.TAKEN, token());
        host.bean(Agents.class).expect(AgentHost.NODE);
        assertTrue(token().length() >= 32);
        var kept = host.bean(AgentRecords.class).find(AgentHost.NODE).orElseThrow();
        assertFalse(kept.token().orElseThrow().contains(token()));
    }

    @Test
    void aLookupThatNamesNoNodeThatWaitsIsRefused() throws Exception {
        assertEquals(404, host.lookup("addresses=52:54:00:ff:ff:ff").statusCode());
        assertEquals(404, host.lookup("node_uuid=00000000-0000-0000-0000-000000000000").statusCode());
        assertEquals(400, host.lookup("").statusCode());
        assertEquals(400, host.lookup("addresses=nonsense").statusCode());
        assertEquals(400, host.lookup("node_uuid=nonsense").statusCode());
        assertEquals(200, host.lookup("addresses=nonsense,52-54-00-00-00-01").statusCode());
    }

    @Test
    void aHeartbeatNeedsTheTokenAndAPlaceWhereAnAgentMayListen() throws Exception {
        assertEquals(400, host.heartbeat("n1", body("http://127.0.0.1:9999", "early")).statusCode());
        var token = token();
        assertEquals(404, host.heartbeat("n2", body("http://127.0.0.1:9999", token)).statusCode());
        assertEquals(400, host.heartbeat("n1", body("http://127.0.0.1:9999", "x" + token)).statusCode());
        assertEquals(400, host.heartbeat("n1", "{\"agent_version\": \"1\"}").statusCode());
        assertEquals(400, host.heartbeat("n1", "[]").statusCode());
        for (var wrong : new String[]{"ftp://127.0.0.1:1", "http://localhost:1", "http://169.254.169.254:80",
                "http://10.1.2.3:80", "http://127.0.0.1", "http://u:p@127.0.0.1:1", "http://0.0.0.0:1", "nonsense",
                "http://[::1]:1"}) {
            assertEquals(400, host.heartbeat("n1", body(wrong, token)).statusCode(), wrong);
        }
        assertEquals(202, host.heartbeat("n1", body("http://127.0.0.1:9999/", token)).statusCode());
        assertEquals(202, host.heartbeat(AgentHost.NODE.toString(), body("http://127.0.0.1:9999", token)).statusCode());
        assertEquals(400, host.heartbeat("n1", body("http://127.0.0.1:9998", token)).statusCode(), "another place");
        assertEquals("http://127.0.0.1:9999",
                host.bean(Agents.class).find(AgentHost.NODE).flatMap(Agent::callback).orElseThrow());
        host.bean(Waiting.class).agent(AgentHost.NODE, "n1", (_, _, _) -> {});
    }

    @Test
    void anAgentThatNeverComesIsGivenUpWithTheReason() throws Exception {
        var waiting = host.bean(Waiting.class);
        assertTrue(waiting.mayCome(AgentHost.NODE));
        var silent = assertThrows(DriverException.class,
                () -> waiting.agent(AgentHost.NODE, "n1", (_, _, _) -> {}));
        assertEquals(Kind.UNREACHABLE, silent.kind());
        assertTrue(
                String.valueOf(silent.getMessage())
                        .contains("has not said anything: does the node start from the disc"),
                silent.getMessage());
        assertFalse(waiting.mayCome(AgentHost.NODE));
        host.bean(Agents.class).forget(AgentHost.NODE);
        assertEquals(Kind.UNREACHABLE, assertThrows(DriverException.class,
                () -> waiting.agent(AgentHost.NODE, "n1", (_, _, _) -> {})).kind());
    }
}
