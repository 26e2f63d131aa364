package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostFile;
import io.gantry.api.secret.Secret;
import io.gantry.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

class KeyManagerTest {
    @TempDir
    static Path directory;
    static TestHost host;
    static KeyManagerClient client;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory,
                HostFile.of("first: { driver: local }", "second: { driver: lab-key-store }"));
        client = new KeyManagerClient(host.uri(), "Authorization",
                TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aTextComesBackAsItWasWithItsBlanks() throws Exception {
        var ref = client.keep("blanks", "  grün \\n");
        var payload = client.get(ref + "/payload", "Accept", "text/plain");
        assertEquals("  grün \n", payload.text());
        assertEquals("no-store", payload.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("  grün \n", client.get(ref + "/payload").text(), "as bytes");
        assertEquals("  grün \n", client.get(ref, "Accept", "text/plain").text(), "as clients of old ask");
        assertEquals(406, client.get(ref + "/payload", "Accept", "application/pkcs8, image/png").status());
    }

    @Test
    void bytesComeBackAsTheyWereAndAreTextOnlyIfTheyAre() throws Exception {
        var bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        var ref = client.post("/secrets/", """
                {'name': 'bytes', 'payload_content_type': 'application/octet-stream', 'secret_type': 'symmetric',
                 'payload_content_encoding': 'base64', 'algorithm': 'aes', 'bit_length': 256, 'mode': 'cbc',
                 'payload': '%s'}""".formatted(Base64.getEncoder().encodeToString(bytes))).ref("secret_ref");
        assertArrayEquals(bytes, client.get(ref + "/payload", "Accept", "*/*").bytes());
        assertEquals(406, client.get(ref + "/payload", "Accept", "text/plain").status());
        var shown = client.get(ref).json();
        assertEquals("aes", shown.path("algorithm").asText());
        assertEquals(256, shown.path("bit_length").asInt());
        assertEquals("symmetric", shown.path("secret_type").asText());
        assertEquals("application/octet-stream", shown.path("content_types").path("default").asText());
        assertTrue(shown.has("expiration") && shown.path("expiration").isNull(), shown::toString);
        assertFalse(shown.has("consumers"), "before version 1.1");
    }

    @Test
    void aSecretMayBeKeptFirstAndFilledLaterButOnce() throws Exception {
        var ref = client.post("/secrets", "{'name': 'two steps'}").ref("secret_ref");
        assertFalse(client.get(ref).json().has("content_types"));
        assertEquals(404, client.get(ref + "/payload").status());
        var bytes = "later".getBytes(StandardCharsets.UTF_8);
        assertEquals(415, client.send("PUT", ref, bytes, "Content-Type", "application/json").status());
        assertEquals(400, client.send("PUT", ref, new byte[0], "Content-Type", "text/plain").status());
        assertEquals(413, client.send("PUT", ref, new byte[20_001], "Content-Type", "text/plain").status());
        assertEquals(204, client.send("PUT", ref, bytes, "Content-Type", "text/plain").status());
        assertEquals(409, client.send("PUT", ref, bytes, "Content-Type", "text/plain").status());
        assertEquals("later", client.get(ref + "/payload").text());
        var encoded = client.post("/secrets", "{'name': 'encoded'}").ref("secret_ref");
        assertEquals(204, client.send("PUT", encoded, "bGF0ZXI=".getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/octet-stream", "Content-Encoding", "base64").status());
        assertEquals("later", client.get(encoded + "/payload").text());
    }

    @Test
    void eachRefusalSaysWhatIsWrongInTheShapeThatClientsRead() throws Exception {
        refused(400, "bit_length", "{'bit_length': 0}");
        refused(400, "bit_length", "{'bit_length': 'x'}");
        refused(400, "secret_type", "{'secret_type': 'key'}");
        refused(400, "before current time", "{'expiration': '2001-01-01T00:00:00'}");
        refused(400, "Invalid date", "{'expiration': 'tomorrow'}");
        refused(400, "payload_content_type", "{'payload': 'x'}");
        refused(400, "payload must be provided", "{'payload_content_type': 'text/plain'}");
        refused(400, "non empty", "{'payload': '', 'payload_content_type': 'text/plain'}");
        refused(400, "payload_content_encoding",
                "{'payload': 'eA==', 'payload_content_type': 'application/octet-stream'}");
        refused(400, "base64", "{'payload': '?', 'payload_content_type': 'application/octet-stream',"
                + " 'payload_content_encoding': 'base64'}");
        refused(400, "did you mean payload", "{'paylod': 'x'}");
        refused(400, "Malformed JSON", "{'name': ");
        refused(400, "Malformed JSON", "{'name': 'a', 'name': 'b'}");
        refused(413, "too large",
                "{'payload': '" + "x".repeat(20_001) + "', 'payload_content_type': 'text/plain'}");
        refused(413, "too large", "{'name': '" + "x".repeat(70_000) + "'}");
        assertEquals(415, client.send("POST", "/secrets", new byte[]{'x'}, "Content-Type", "text/plain").status());
        for (var path : List.of("/secrets/" + UUID.randomUUID(), "/secrets/nonsense", "/containers/nonsense",
                "/orders/" + UUID.randomUUID())) {
            var answer = client.get(path);
            assertEquals(404, answer.status(), path);
            assertEquals("Not Found", answer.json().path("title").asText(), answer::text);
        }
    }

    private static void refused(int status, String why, String body) throws Exception {
        var answer = client.post("/secrets", body);
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.text().contains(why), answer::text);
        assertTrue(List.of("code", "title", "description").stream().allMatch(answer.json()::has), answer::text);
    }

    @Test
    void aListGoesThroughEverySecretOnceAndItsLinksKeepTheFilters() throws Exception {
        var wanted = new ArrayList<String>();
        for (var number = 0; number < 5; number++) {
            wanted.add(client.keep("page", "p" + number));
        }
        client.keep("another", "p");
        var seen = new ArrayList<String>();
        var next = "/secrets?name=page&limit=2";
        var pages = 0;
        while (!next.isEmpty()) {
            var page = client.get(next).json();
            assertEquals(5, page.path("total").asInt(), page::toString);
            assertEquals(pages > 0, page.has("previous"), page::toString);
            page.path("secrets").forEach(secret -> seen.add(secret.path("secret_ref").asText()));
            next = page.path("next").asText();
            pages++;
        }
        assertEquals(wanted, seen);
        assertEquals(3, pages);
        var reversed = client.get("/secrets?name=page&sort=created:desc&limit=1").json();
        assertEquals(wanted.getLast(), reversed.path("secrets").path(0).path("secret_ref").asText());
        assertEquals(0, client.get("/secrets?name=page&created=lt:2001-01-01T00:00:00").json().path("total").asInt());
        assertEquals(5, client.get("/secrets?name=page&created=gte:2001-01-01,lt:2901-01-01")
                .json()
                .path("total")
                .asInt());
        for (var bad : List.of("sort=size", "sort=name,name", "created=x", "created=gt:2001-01-01,gt:2002-01-01",
                "secret_type=x")) {
            assertEquals(400, client.get("/secrets?" + bad).status(), bad);
        }
    }

    @Test
    void whatHasExpiredIsGone() throws Exception {
        var soon = java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).plusSeconds(2);
        var ref = client.post("/secrets", "{'name': 'short', 'payload': 'x', 'payload_content_type': 'text/plain',"
                + " 'expiration': '" + soon + "'}").ref("secret_ref");
        assertEquals(200, client.get(ref).status());
        while (java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).isBefore(soon)) {
            Thread.onSpinWait();
        }
        assertEquals(404, client.get(ref).status());
        assertEquals(404, client.get(ref + "/payload").status());
        assertEquals(0, client.get("/secrets?name=short").json().path("total").asInt());
        host.bean(Sweeper.class).sweep();
        assertEquals(404, client.delete(ref).status());
    }

    @Test
    void whatAKilledHostLeftUnnamedInAKeyStoreGoesAndTakesNothingElseWithIt() throws Exception {
        var records = host.bean(SecretRecords.class);
        var payloads = host.bean(Payloads.class);
        var store = host.bean(KeyStores.class).get("second");
        var id = Payloads.id("p", UUID.randomUUID());
        var lost = records.intend(id, "second");
        var torn = store.call().put(id, new Secret(new byte[]{1}));
        records.drop(lost); // what the next start does
        var kept = payloads.put(id, new Secret(new byte[]{2}), store);
        assertTrue(store.call().get(id, torn).isEmpty(), "goes before the secret is kept again");
        records.drop(records.intend(id, "second"));
        host.bean(Sweeper.class).sweep();
        assertArrayEquals(new byte[]{2}, payloads.get(kept).bytes(), "may come to count");
        payloads.abandon(kept);
        host.bean(Sweeper.class).sweep();
        assertEquals(List.of(), records.unknown(id, "second"));
    }

    @Test
    void aDeletedSecretIsGoneAndOneThatIsNeededIsNotDeletedByAccident() throws Exception {
        var ref = client.keep("needed", "x");
        var consumer = "{'service': 'compute', 'resource_type': 'server', 'resource_id': 'one'}";
        assertEquals(200, client.post(ref + "/consumers", consumer).status());
        assertEquals(200, client.post(ref + "/consumers/", consumer).status(), "once more is fine");
        assertEquals(1, client.get(ref + "/consumers").json().path("total").asInt());
        var shown = client.get(ref, "OpenStack-API-Version", "key-manager 1.1");
        assertEquals("one", shown.json().path("consumers").path(0).path("resource_id").asText(), shown::text);
        assertEquals("key-manager 1.1", shown.headers().firstValue("OpenStack-API-Version").orElse(""));
        assertEquals(406, client.get(ref, "OpenStack-API-Version", "key-manager 9.9").status());
        var refused = client.delete(ref);
        assertEquals(400, refused.status());
        assertTrue(refused.text().contains("consumers"), refused::text);
        assertEquals(404, client.json("DELETE", ref + "/consumers", consumer.replace("one", "two")).status());
        assertEquals(200, client.json("DELETE", ref + "/consumers", consumer).status());
        assertEquals(204, client.delete(ref).status());
        assertEquals(404, client.get(ref).status());
        assertEquals(404, client.delete(ref).status());
        var forced = client.keep("forced", "x");
        client.post(forced + "/consumers", consumer);
        assertEquals(204, client.delete(forced + "?force=true").status());
    }

    @Test
    void userMetadataIsReplacedAddedChangedAndRemoved() throws Exception {
        var ref = client.keep("noted", "x") + "/metadata";
        assertEquals(201, client.json("PUT", ref, "{'metadata': {'Color': 'red', 'size': '1'}}").status());
        assertEquals("red", client.get(ref).json().path("metadata").path("color").asText());
        assertEquals(409, client.post(ref, "{'key': 'COLOR', 'value': 'blue'}").status());
        assertEquals(201, client.post(ref, "{'key': 'shape', 'value': 'round'}").status());
        assertEquals(409, client.json("PUT", ref + "/shape", "{'key': 'size', 'value': '2'}").status());
        assertEquals(200, client.json("PUT", ref + "/shape", "{'key': 'shape', 'value': 'square'}").status());
        assertEquals("square", client.get(ref + "/shape").json().path("value").asText());
        assertEquals(204, client.delete(ref + "/shape").status());
        assertEquals(404, client.get(ref + "/shape").status());
        assertEquals(400, client.json("PUT", ref, "{'metadata': {'a b': 'x'}}").status());
        assertEquals(400, client.json("PUT", ref, "{'metadata': {'a': 1}}").status());
        assertEquals(2, client.get(ref).json().path("metadata").size());
    }

    @Test
    void anAccessListIsReplacedMergedAndRemoved() throws Exception {
        var ref = client.keep("listed", "x") + "/acl";
        assertEquals("{\"read\":{\"project-access\":true}}", client.get(ref).text());
        assertEquals(200, client.json("PUT", ref, "{'read': {'users': ['a', 'b'], 'project-access': false}}").status());
        var read = client.get(ref).json().path("read");
        assertFalse(read.path("project-access").asBoolean());
        assertEquals(2, read.path("users").size());
        assertTrue(read.has("created") && read.has("updated"));
        client.json("PATCH", ref, "{'read': {'users': ['c']}}");
        read = client.get(ref).json().path("read");
        assertFalse(read.path("project-access").asBoolean(), "PATCH leaves what it does not name");
        assertEquals("c", read.path("users").path(0).asText());
        client.json("PUT", ref, "{'read': {}}");
        assertTrue(client.get(ref).json().path("read").path("project-access").asBoolean(), "PUT takes the defaults");
        assertEquals(400, client.json("PUT", ref, "{'write': {}}").status());
        assertEquals(200, client.delete(ref).status());
        assertEquals("{\"read\":{\"project-access\":true}}", client.get(ref).text());
    }
}
