package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gantry.HostProcess;
import io.gantry.host.TestHost;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryTest {
    private static final String CANARY = "canary-4f1c9d02-sings";

    @TempDir
    Path directory;

    @Test
    void nothingThatTheHostWritesOrSaysShowsASecret() throws Exception {
        var said = new StringBuilder();
        for (var drivers : List.of(new String[]{"keys: { driver: local }"},
                new String[]{"lab: { driver: lab-key-store }"},
                new String[]{"broken: { driver: lab-key-store, faults: ['put:throw'] }"})) {
            try (var host = new HostProcess(directory, drivers)) {
                var client = new KeyManagerClient(URI.create(host.url()), "Authorization",
                        TestHost.basic("admin", Files.readString(host.data().resolve("admin-password")).strip()));
                send(client, said);
                said.append(host.client().get("/database/backup").text());
                said.append(host.client().get("/jobs").text());
                said.append(host.log());
            }
            assertClean("an answer", said.toString().getBytes(StandardCharsets.UTF_8));
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertClean(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    private static void send(KeyManagerClient client, StringBuilder said) throws Exception {
        var encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
        said.append(client.post("/secrets", body("'" + CANARY + "'", "text/plain", "")).text());
        said.append(client.post("/secrets", body("'" + encoded + "'", "application/octet-stream",
                ", 'payload_content_encoding': 'base64'")).text());
        var later = client.post("/secrets", "{'name': 'later'}").ref("secret_ref");
        said.append(client.send("PUT", later, CANARY.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/plain")
                .text());
        said.append(client.post("/orders", "{'type': 'asymmetric', 'meta': {'algorithm': 'ec', 'bit_length': 256,"
                + " 'passphrase': '" + CANARY + "'}}").text());
        for (var bad : List.of(body("'" + CANARY + "?'", "application/octet-stream",
                ", 'payload_content_encoding': 'base64'"), body(CANARY, "text/plain", ""),
                body("['" + CANARY + "', 'x']", "text/plain", ""), body("{'" + CANARY + "': 1}", "text/plain", ""),
                body("'" + CANARY + "'", "text/plain", "").replace("payload'", "paylod'"),
                body("'" + CANARY + "'", "text/plain", "").replace("}", ""),
                body("'" + CANARY + "'", "text/html", ""))) {
            var answer = client.post("/secrets", bad);
            assertEquals(400, answer.status(), answer::text);
            said.append(answer.text());
        }
        said.append(client.get("/secrets?limit=100").text()).append(client.get("/orders").text());
    }

    private static String body(String payload, String type, String rest) {
        return "{'name': 'n', 'payload': %s, 'payload_content_type': '%s'%s}".formatted(payload, type, rest);
    }

    private static void assertClean(String where, byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var canary = CANARY.getBytes(StandardCharsets.UTF_8);
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(canary);
        for (var form : List.of(CANARY, encoded, HexFormat.of().formatHex(canary),
                new String(CANARY.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1))) {
            assertFalse(text.contains(form), () -> where + " shows the secret");
        }
    }
}
