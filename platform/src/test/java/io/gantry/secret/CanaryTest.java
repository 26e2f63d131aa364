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
        try (var host = new HostProcess(directory, "keys: { driver: local }", "lab: { driver: lab-key-store }",
                "broken: { driver: lab-key-store, faults: ['put:throw'] }")) {
            var client = new KeyManagerClient(URI.create(host.url()), "Authorization",
                    TestHost.basic("admin", Files.readString(host.data().resolve("admin-password")).strip()));
            for (var store : client.get("/secret-stores").json().path("secret_stores")) {
                assertEquals(204, client.post(store.path("secret_store_ref").asText() + "/preferred", "").status());
                send(client, said);
            }
            signIn(client, host.url() + "/identity/v3", said);
            said.append(host.client().get("/database/backup").text());
            said.append(host.client().get("/jobs").text());
            said.append(host.client().get("/audit").text());
            said.append(host.log());
        }
        assertClean("an answer", said.toString().getBytes(StandardCharsets.UTF_8));
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertClean(file.toString(), Files.readAllBytes(file));
            }
        }
    }

    /// Passwords and the secrets of application credentials, right ones and wrong ones. An application credential's secret is shown once, in
    /// the answer to who made it; that answer is not read here.
    private static void signIn(KeyManagerClient client, String identity, StringBuilder said) throws Exception {
        var user = client.post(identity + "/users", "{'user': {'name': 'u', 'password': '%s'}}".formatted(CANARY));
        assertEquals(201, user.status(), user::text);
        var id = user.json().path("user").path("id").asText();
        var admin = client.get(identity + "/users?name=admin").json().path("users").path(0).path("id").asText();
        var made = client.post(identity + "/users/" + admin + "/application_credentials",
                "{'application_credential': {'name': 'c', 'secret': '%s'}}".formatted(CANARY));
        assertEquals(201, made.status());
        var credential = made.json().path("application_credential").path("id").asText();
        var shown = client.get(identity + "/users/" + admin + "/application_credentials/" + credential);
        assertEquals(200, shown.status(), shown::text);
        said.append(user.text()).append(shown.text());
        for (var password : List.of(CANARY, CANARY + "?")) {
            var right = password.equals(CANARY) ? 201 : 401;
            for (var way : List.of(
                    "'password': {'user': {'id': '%s', 'password': '%s'}}, 'methods': ['password']"
                            .formatted(id, password),
                    "'application_credential': {'id': '%s', 'secret': '%s'}, 'methods': ['application_credential']"
                            .formatted(credential, password))) {
                var answer = client.post(identity + "/auth/tokens", "{'auth': {'identity': {" + way + "}}}");
                assertEquals(right, answer.status(), answer::text);
                said.append(answer.text()).append(answer.headers());
            }
        }
        sayWrongly(client, identity, id, said);
    }

    private static void sayWrongly(KeyManagerClient client, String identity, String id, StringBuilder said)
            throws Exception {
        for (var bad : List.of("{'user': {'password': '%s'}}",
                "{'user': {'name': 'w', 'password': ['%s']}}", "{'user': {'name': 'w', 'password': '%s'")) {
            var answer = client.post(identity + "/users", bad.formatted(CANARY));
            assertEquals(400, answer.status(), answer::text);
            said.append(answer.text());
        }
        var token = client.post(identity + "/auth/tokens",
                "{'auth': {'identity': {'methods': ['password'], 'password': {'user': {'id': '%s', 'password': '%s'}}}}}"
                        .formatted(id, CANARY))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
        var changed = new KeyManagerClient(URI.create(identity), "X-Auth-Token", token).post(
                identity + "/users/" + id + "/password",
                "{'user': {'original_password': '%s', 'password': '%s'}}".formatted(CANARY + "?", CANARY + "!"));
        assertEquals(401, changed.status(), changed::text);
        said.append(changed.text());
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
