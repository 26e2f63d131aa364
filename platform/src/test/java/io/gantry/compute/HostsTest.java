package io.gantry.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsTest {
    @TempDir
    private static Path directory = Path.of("");

    private static LabHosts lab;
    private static TestHost host;
    private static HostClient client;

    @BeforeAll
    static void startTheHost() throws IOException {
        lab = new LabHosts(directory);
        host = TestHost.start(directory, HostFile.of(lab.drivers()));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
    }

    @AfterAll
    static void endEverything() throws IOException {
        try {
            host.close();
        } finally {
            lab.kill();
        }
    }

    @Test
    void hypervisorsAreListedWithTheirStateAndNothingElseIs() throws Exception {
        var hosts = client.get("/hosts").json().path("hosts");
        assertEquals(List.of("a", "b"), hosts.valueStream().map(one -> one.path("name").asText()).sorted().toList());
        assertTrue(hosts.valueStream().allMatch(one -> one.path("state").asText().equalsIgnoreCase("enabled")));
        assertEquals(404, client.get("/hosts/single").status());
    }

    @Test
    void aHostThatIsDisabledTakesNoGuestsUntilItIsEnabled() throws Exception {
        LabHosts.run(client, "stays", "");
        var disabled = client.post("/hosts/b/disable", "{\"reason\": \"a fan is dead\"}");
        assertEquals(200, disabled.status(), disabled.text());
        assertEquals(1, host.bean(Hosts.class).open().size());
        var refused = client.post("/guests", guest("refused", "b"));
        assertEquals(409, refused.status(), refused.text());
        assertTrue(refused.text().contains("a fan is dead"), refused.text());
        assertEquals(409, client.post("/guests/stays/migrate", "{\"target\": \"b\"}").status());
        assertEquals(200, client.post("/hosts/b/enable", "{}").status());
        assertEquals(201, client.post("/guests", guest("refused", "b")).status());
        assertEquals(204, client.delete("/guests/refused").status());
        assertEquals(204, client.delete("/guests/stays").status());
    }

    @Test
    void aHostWhoseDriverIsClosedSaysWhyItDoesNotAnswer() throws Exception {
        client.post("/instances/b/disable", "");
        try {
            JsonNode shown = client.get("/hosts/b").json();
            assertTrue(shown.path("silence").asText().length() > 3, shown::toString);
            assertEquals(List.of("a"), host.bean(Hosts.class).open().stream().map(ComputeHost::name).toList());
        } finally {
            client.post("/instances/b/enable", "");
        }
    }

    private static String guest(String name, String on) {
        return "{\"name\": \"%s\", \"host\": \"%s\", \"memory_bytes\": 1048576}".formatted(name, on);
    }
}
