package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    static Path directory;
    static TestHost host;
    static HostClient client;

    @BeforeAll
    static void start() throws IOException {
        host = TestHost.start(directory, HostFile.of("first: { driver: local }", "second: { driver: lab-key-store }",
                "shaky: { driver: lab-key-store, faults: ['delete:unreachable:1x', 'put:failed'] }",
                "sluggish: { driver: lab-key-store, faults: ['delete:unreachable:1x'] }"));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aTextComesBackAsItWasFromTheFirstKeyStore() throws Exception {
        var kept = client.post("/secrets", "{\"name\": \"a\", \"payload\": \"grün\\n\"}");
        assertEquals(201, kept.status(), kept::text);
        assertEquals("first", kept.json().path("store").asText());
        var payload = client.get("/secrets/" + kept.json().path("id").asText() + "/payload");
        assertEquals("grün\n", payload.text());
    }

    @Test
    void anyBytesComeBackAsTheyWereFromTheNamedKeyStore() throws Exception {
        var bytes = new byte[700_000];
        new Random(1).nextBytes(bytes);
        var kept = client.post("/secrets",
                "{\"name\": \"b\", \"encoding\": \"base64\", \"store\": \"second\", \"payload\": \""
                        + Base64.getEncoder().encodeToString(bytes) + "\"}");
        assertEquals(201, kept.status(), kept::text);
        assertEquals("second", kept.json().path("store").asText());
        assertArrayEquals(bytes, client.get("/secrets/" + kept.json().path("id").asText() + "/payload").bytes());
    }

    @Test
    void aListGoesThroughEverySecretOnceNewestFirst() throws Exception {
        var wanted = new ArrayList<String>();
        for (var number = 0; number < 5; number++) {
            wanted.addFirst(keep("page-" + number, "first"));
        }
        var seen = new ArrayList<String>();
        for (var marker = ""; seen.size() < wanted.size();) {
            var page = client.get("/secrets?limit=2" + marker).json();
            page.path("secrets").forEach(secret -> {
                if (secret.path("name").asText().startsWith("page-")) {
                    seen.add(secret.path("id").asText());
                }
            });
            marker = "&marker=" + page.path("next").asText();
        }
        assertEquals(wanted, seen);
    }

    @Test
    void aDeletedSecretIsGone() throws Exception {
        var id = keep("gone", "second");
        assertEquals(204, client.delete("/secrets/" + id).status());
        assertEquals(404, client.get("/secrets/" + id).status());
        assertEquals(404, client.get("/secrets/" + id + "/payload").status());
        assertEquals(404, client.delete("/secrets/" + id).status());
    }

    @Test
    void aDeletionThatTheKeyStoreCutsShortHidesTheSecretAndIsFinishedLater() throws Exception {
        var id = UUID.fromString(keep("half", "sluggish"));
        assertEquals(503, client.delete("/secrets/" + id).status());
        assertEquals(404, client.get("/secrets/" + id).status());
        var records = host.bean(SecretRecords.class);
        assertTrue(records.find(id).orElseThrow().deleting());
        host.bean(UnfinishedDeletions.class).finish();
        assertTrue(records.find(id).isEmpty());
    }

    @Test
    void aKeyStoreThatFailsLeavesNoRow() throws Exception {
        var answer = client.post("/secrets", "{\"name\": \"never\", \"payload\": \"x\", \"store\": \"shaky\"}");
        assertEquals(502, answer.status(), answer::text);
        assertFalse(client.get("/secrets?limit=1000").text().contains("never"));
    }

    @Test
    void eachRefusalSaysWhatIsWrong() throws Exception {
        refused(400, "'name' is missing", "{\"payload\": \"x\"}");
        refused(400, "'payload' is missing", "{\"name\": \"x\"}");
        refused(400, "'encoding' is 'text' or 'base64'",
                "{\"name\": \"x\", \"payload\": \"x\", \"encoding\": \"hex\"}");
        refused(400, "not base64", "{\"name\": \"x\", \"payload\": \"?\", \"encoding\": \"base64\"}");
        refused(400, "1 to 255 characters", "{\"name\": \"" + "x".repeat(256) + "\", \"payload\": \"x\"}");
        refused(404, "nowhere", "{\"name\": \"x\", \"payload\": \"x\", \"store\": \"nowhere\"}");
        assertEquals(400, client.get("/secrets?limit=0").status());
        assertEquals(404, client.get("/secrets/" + UUID.randomUUID()).status());
        assertEquals(400, client.get("/secrets/not-an-id").status());
    }

    private static void refused(int status, String why, String body) throws Exception {
        var answer = client.post("/secrets", body);
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
        assertTrue(List.of("type", "title", "status", "detail").stream().allMatch(answer.text()::contains));
    }

    private static String keep(String name, String store) throws Exception {
        return client.post("/secrets",
                "{\"name\": \"" + name + "\", \"payload\": \"p\", \"store\": \"" + store + "\"}")
                .json()
                .path("id")
                .asText();
    }
}
