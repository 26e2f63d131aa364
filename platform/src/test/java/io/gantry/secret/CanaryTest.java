package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.gantry.HostProcess;
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
        try (var host = new HostProcess(directory, "keys: { driver: local }", "lab: { driver: lab-key-store }",
                "broken: { driver: lab-key-store, faults: ['put:throw'] }")) {
            var said = new StringBuilder();
            var encoded = Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8));
            for (var store : List.of("keys", "lab", "broken", "nowhere")) {
                said.append(host.client().post("/secrets", body("'" + CANARY + "'", "text", store)).text());
                said.append(host.client().post("/secrets", body("'" + encoded + "'", "base64", store)).text());
            }
            for (var bad : List.of(body("'" + CANARY + "?'", "base64", "keys"), body(CANARY, "text", "keys"),
                    body("['" + CANARY + "', 'x']", "text", "keys"), body("{'" + CANARY + "': 1}", "text", "keys"),
                    body("'" + CANARY + "'", "text", "keys").replace("payload", "paylod"),
                    body("'" + CANARY + "'", "text", "keys").replace("}", ""))) {
                var answer = host.client().post("/secrets", bad);
                assertEquals(400, answer.status(), answer::text);
                said.append(answer.text());
            }
            said.append(host.client().get("/secrets").text()).append(host.client().get("/database/backup").text());
            host.kill();
            assertClean("an answer", said.toString().getBytes(StandardCharsets.UTF_8));
            try (var files = Files.walk(directory)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    assertClean(file.toString(), Files.readAllBytes(file));
                }
            }
        }
    }

    private static String body(String payload, String encoding, String store) {
        return "{'name': 'n', 'payload': %s, 'encoding': '%s', 'store': '%s'}".formatted(payload, encoding, store)
                .replace('\'', '"');
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
