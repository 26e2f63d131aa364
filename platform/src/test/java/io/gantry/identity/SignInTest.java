package io.gantry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.host.TestHost;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens, passwords and what befalls those who guess, over HTTP.
class SignInTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V3 = "/identity/v3";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aTokenSurvivesARestartAndDiesWithThePassword() throws Exception {
        String token;
        try (var host = TestHost.start(directory, "")) {
            for (var file : new String[]{"clouds.yaml", "admin-password", "token-key"}) {
                var path = directory.resolve("data").resolve(file);
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), file);
            }
            token = token(host, Files.readString(host.passwordFile()).strip());
            assertEquals(401, with(host, token.substring(0, token.length() - 2) + "AA", "/auth/projects").statusCode());
        }
        try (var host = TestHost.start(directory, "")) {
            var projects = with(host, token, "/auth/projects");
            assertEquals(200, projects.statusCode(), projects.body());
            changePassword(host, token);
            assertEquals(401, with(host, token, "/auth/projects").statusCode());
            assertFalse(Files.exists(host.passwordFile()));
            assertFalse(Files.exists(directory.resolve("data/clouds.yaml")));
            assertEquals(200, with(host, token(host, "another"), "/auth/projects").statusCode());
        }
        var file = Files.writeString(directory.resolve("data/admin-password"), "recovered\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        try (var host = TestHost.start(directory, "")) {
            assertEquals(200, with(host, token(host, "recovered"), "/users").statusCode());
            assertTrue(Files.readString(directory.resolve("data/clouds.yaml")).contains("recovered"));
        }
    }

    private static void changePassword(TestHost host, String token) throws Exception {
        var user = json(with(host, token, "/users?name=admin")).path("users").path(0).path("id").asText();
        var old = Files.readString(host.passwordFile()).strip();
        var body = JSON.writeValueAsString(Map.of("user", Map.of("original_password", old, "password", "another")));
        var answer = host.post(V3 + "/users/" + user + "/password", body);
        assertEquals(204, answer.statusCode(), answer.body());
    }

    @Test
    void whoGuessesIsLockedAndWhoKnowsIsNot() throws Exception {
        try (var host = TestHost.start(directory, "")) {
            for (var guess = 0; guess < 6; guess++) {
                assertEquals(401, issue(host, "nobody", "guess " + guess).statusCode());
            }
            var locked = issue(host, "nobody", "guess");
            assertEquals(401, locked.statusCode());
            assertTrue(locked.headers().firstValue("retry-after").isPresent(), locked.body());
            assertTrue(locked.headers().firstValue("www-authenticate").orElse("").startsWith("Keystone uri="));
            assertEquals(200, host.get("/gantry/v1/drivers").statusCode(), "admin is remembered to be right");
        }
    }

    @Test
    void wrongInputIsRefusedPrecisely() throws Exception {
        try (var host = TestHost.start(directory, "")) {
            refused(host, "", 400);
            refused(host, "[]", 400);
            refused(host, "{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}", 400);
            refused(host, "{\"auth\": {\"identity\": {\"methods\": [\"oauth\"]}}}", 401);
            refused(host, "{\"auth\": {\"identiti\": {}}}", 400);
            refused(host, "{\"auth\": {\"x\": \"" + "x".repeat(1 << 20) + "\"}}", 413);
            for (var path : new String[]{"/users/x", "/projects/%00", "/roles/" + "f".repeat(2000), "/nothing"}) {
                assertEquals(404, error(host.get(V3 + path)), path);
            }
            assertEquals(400, error(host.post(V3 + "/users", "{\"user\": {\"name\": \"\"}}")));
            assertEquals(400, error(host.post(V3 + "/users", "{\"user\": {\"name\": \"a\", \"pass\": \"b\"}}")));
            assertEquals(400, error(host.post(V3 + "/users", "{\"user\": {\"name\": \"" + "n".repeat(256) + "\"}}")));
            assertEquals(400,
                    error(host.post(V3 + "/projects", "{\"project\": {\"name\": \"a\", \"tags\": [\"b\"]}}")));
            var bytes = host.request(V3 + "/users")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(new byte[]{'{', '"', (byte) 0xff, '"', ':', '1', '}'}));
            assertEquals(400, error(host.send(bytes.build())));
        }
    }

    private static void refused(TestHost host, String body, int status) throws Exception {
        assertEquals(status, error(post(host, body)), body.substring(0, Math.min(80, body.length())));
    }

    private static int error(HttpResponse<String> answer) throws Exception {
        var error = json(answer).path("error");
        assertEquals(answer.statusCode(), error.path("code").asInt(), answer.body());
        assertFalse(error.path("message").asText().isEmpty() || error.path("title").asText().isEmpty());
        assertTrue(answer.headers().firstValue("x-openstack-request-id").orElse("").matches("req-[0-9a-f-]{36}"));
        return answer.statusCode();
    }

    private static HttpResponse<String> issue(TestHost host, String user, String password) throws Exception {
        return post(host, JSON.writeValueAsString(Map.of("auth", Map.of("identity", Map.of("methods",
                new String[]{"password"}, "password", Map.of("user", Map.of("name", user, "domain",
                        Map.of("id", "default"), "password", password)))))));
    }

    private static String token(TestHost host, String password) throws Exception {
        var answer = issue(host, "admin", password);
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals("admin", json(answer).path("token").path("project").path("name").asText());
        return answer.headers().firstValue("x-subject-token").orElseThrow();
    }

    private static HttpResponse<String> post(TestHost host, String body) throws Exception {
        return host.send(HttpRequest.newBuilder(URI.create(host.uri() + V3 + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<String> with(TestHost host, String token, String path) throws Exception {
        return host.send(HttpRequest.newBuilder(URI.create(host.uri() + V3 + path))
                .header("X-Auth-Token", token)
                .build());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
