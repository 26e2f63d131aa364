package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersAndOrdersTest {
    @TempDir
    static Path directory;
    static TestHost host;
    static KeyManagerClient client;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, HostFile.of("keys: { driver: local }"));
        client = new KeyManagerClient(host.uri(), "Authorization",
                TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aGenericContainerHoldsWhatIsPutIntoItAndItsSecretsOutliveIt() throws Exception {
        var first = client.keep("first", "1");
        var second = client.keep("second", "2");
        var ref = client.post("/containers/",
                "{'name': 'box', 'type': 'generic', 'secret_refs': [{'name': 'one', 'secret_ref': '" + first + "'}]}")
                .ref("container_ref");
        var part = "{'name': 'two', 'secret_ref': '" + second + "'}";
        assertEquals(201, client.post(ref + "/secrets", part).status());
        assertEquals(409, client.post(ref + "/secrets", part).status());
        var shown = client.get(ref).json();
        assertEquals("two", shown.path("secret_refs").path(1).path("name").asText());
        assertEquals(second, shown.path("secret_refs").path(1).path("secret_ref").asText());
        assertEquals(204, client.json("DELETE", ref + "/secrets", part).status());
        assertEquals(404, client.json("DELETE", ref + "/secrets", part).status());
        var consumer = "{'name': 'balancer', 'URL': 'http://lb/1'}";
        assertEquals(200, client.post(ref + "/consumers", consumer).status());
        assertEquals("http://lb/1", client.get(ref).json().path("consumers").path(0).path("URL").asText());
        assertEquals(1, client.get(ref + "/consumers").json().path("total").asInt());
        assertEquals(200, client.json("DELETE", ref + "/consumers", consumer).status());
        assertTrue(client.get("/containers?name=box").json().path("total").asInt() == 1);
        assertEquals(204, client.delete(ref).status());
        assertEquals(404, client.get(ref).status());
        assertEquals(200, client.get(first).status());
    }

    @Test
    void aContainerOfATypeHasWhatBelongsToIt() throws Exception {
        var one = client.keep("a", "1");
        var two = client.keep("b", "2");
        var rsa = "{'type': 'rsa', 'secret_refs': [{'name': 'public_key', 'secret_ref': '%s'},"
                + " {'name': '%s', 'secret_ref': '%s'}]}";
        assertEquals(201, client.post("/containers", rsa.formatted(one, "private_key", two)).status());
        assertEquals(400, client.post("/containers", rsa.formatted(one, "key", two)).status());
        assertEquals(400, client.post("/containers", rsa.formatted(one, "public_key", two)).status());
        assertEquals(400, client.post("/containers", rsa.formatted(one, "private_key", one)).status());
        assertEquals(400, client.post("/containers", "{'type': 'certificate', 'secret_refs': []}").status());
        assertEquals(400, client.post("/containers", "{'type': 'bag', 'secret_refs': []}").status());
        var unknown = one.replaceFirst("[^/]+$", UUID.randomUUID().toString());
        assertEquals(404, client.post("/containers",
                "{'type': 'generic', 'secret_refs': [{'name': 'x', 'secret_ref': '" + unknown + "'}]}").status());
        assertEquals(400, client.post("/containers",
                "{'type': 'generic', 'secret_refs': [{'name': 'x', 'secret_ref': 'x'}]}").status());
    }

    @Test
    void anOrderedKeyIsMade() throws Exception {
        var ref = client.post("/orders/", "{'type': 'key', 'meta': {'name': 'disk', 'algorithm': 'aes',"
                + " 'bit_length': 256, 'mode': 'xts', 'payload_content_type': 'application/octet-stream'}}");
        assertEquals(202, ref.status(), ref::text);
        var order = active(ref.ref("order_ref"));
        var secret = order.path("secret_ref").asText();
        assertEquals(32, client.get(secret + "/payload").bytes().length);
        assertEquals("symmetric", client.get(secret).json().path("secret_type").asText());
        assertEquals("aes", order.path("meta").path("algorithm").asText());
        assertEquals(204, client.delete(ref.ref("order_ref")).status());
        assertEquals(200, client.get(secret).status(), "what was made stays");
        for (var bad : new String[]{"{'algorithm': 'aes', 'bit_length': 100}", "{'bit_length': 256}",
                "{'algorithm': 'aes'}", "{'algorithm': 'rot13', 'bit_length': 256}",
                "{'algorithm': 'aes', 'bit_length': 256, 'payload': 'x'}"}) {
            assertEquals(400, client.post("/orders", "{'type': 'key', 'meta': " + bad + "}").status(), bad);
        }
        assertEquals(400, client.post("/orders", "{'type': 'certificate', 'meta': {}}").status());
        assertEquals(405, client.json("PUT", "/orders", "{}").status());
    }

    @Test
    void anOrderedPairSignsAndItsPassphraseIsShownNowhere() throws Exception {
        var ref = client.post("/orders", "{'type': 'asymmetric', 'meta': {'name': 'pair', 'algorithm': 'rsa',"
                + " 'bit_length': 2048, 'passphrase': 'open sesame'}}").ref("order_ref");
        var order = active(ref);
        assertFalse(order.toString().contains("sesame"), order::toString);
        var container = client.get(order.path("container_ref").asText()).json();
        assertEquals("rsa", container.path("type").asText());
        var encrypted = new EncryptedPrivateKeyInfo(der(payload(container, "private_key")));
        var algorithm = encrypted.getAlgParameters().toString();
        var key = SecretKeyFactory.getInstance(algorithm)
                .generateSecret(new PBEKeySpec(payload(container, "private_key_passphrase").toCharArray()));
        PKCS8EncodedKeySpec plain = encrypted.getKeySpec(key);
        var rsa = KeyFactory.getInstance("RSA");
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(rsa.generatePrivate(plain));
        var signed = signature.sign();
        signature.initVerify(rsa.generatePublic(new X509EncodedKeySpec(der(payload(container, "public_key")))));
        assertTrue(signature.verify(signed));
    }

    private static String payload(JsonNode container, String name) throws Exception {
        for (var part : container.path("secret_refs")) {
            if (part.path("name").asText().equals(name)) {
                return client.get(part.path("secret_ref").asText() + "/payload").text();
            }
        }
        throw new AssertionError("no " + name + " in " + container);
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    private static JsonNode active(String order) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            var shown = client.get(order).json();
            if (shown.path("status").asText().equals("ACTIVE")) {
                return shown;
            }
            if (!shown.path("status").asText().equals("PENDING") || System.nanoTime() > deadline) {
                throw new AssertionError("the order did not become active: " + shown);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
