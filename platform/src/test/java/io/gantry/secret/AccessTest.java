package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who sees and does what with a secret: people of its project with each role, and people of another one.
class AccessTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "a long enough password";

    @TempDir
    static Path directory;
    static TestHost host;
    static final Map<String, String> users = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory, "quotas: { consumers: 1 }\n" + HostFile.of("keys: { driver: local }"));
        var roles = JSON.readTree(host.get("/identity/v3/roles").body()).path("roles");
        for (var project : List.of("red", "blue")) {
            var id = created("/identity/v3/projects", "project", "{'project': {'name': '%s'}}".formatted(project));
            var all = List.of("admin", "member", "second-member", "reader", "creator");
            for (var who : project.equals("red") ? all : all.subList(0, 3)) {
                var name = project + "-" + who;
                users.put(name, created("/identity/v3/users", "user",
                        "{'user': {'name': '%s', 'password': '%s', 'default_project_id': '%s'}}".formatted(name,
                                PASSWORD, id)));
                var put = host.request("/identity/v3/projects/%s/users/%s/roles/%s".formatted(id, users.get(name),
                        role(roles, who.replace("second-", "")))).PUT(BodyPublishers.noBody()).build();
                assertEquals(204, host.send(put).statusCode());
            }
        }
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    private static String created(String path, String what, String body) throws Exception {
        var answer = host.post(path, body.replace('\'', '"'));
        assertEquals(201, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).path(what).path("id").asText();
    }

    private static String role(JsonNode roles, String name) {
        for (var role : roles) {
            if (role.path("name").asText().equals(name)) {
                return role.path("id").asText();
            }
        }
        throw new AssertionError("no role " + name);
    }

    private static KeyManagerClient as(String user) {
        return new KeyManagerClient(host.uri(), "Authorization", TestHost.basic(user, PASSWORD));
    }

    @Test
    void anotherProjectSeesNothingAndLearnsNothingFromIds() throws Exception {
        var ref = as("red-member").keep("red secret", "for red eyes");
        var unknown = ref.replaceFirst(".{12}$", "000000000000");
        for (var who : List.of("blue-admin", "blue-member")) {
            var stranger = as(who);
            for (var path : List.of("", "/payload", "/metadata", "/consumers", "/acl")) {
                var answer = stranger.get(ref + path);
                assertEquals(404, answer.status(), who + path);
                assertEquals(stranger.get(unknown + path).text().replaceAll("[0-9a-f-]{36}", "ID"),
                        answer.text().replaceAll("[0-9a-f-]{36}", "ID"), "as if there were none");
            }
            assertEquals(404, stranger.delete(ref).status());
            assertEquals(404, stranger.json("PUT", ref + "/acl", "{'read': {}}").status());
            assertFalse(stranger.get("/secrets?limit=100").text().contains("red secret"));
            assertEquals(404, stranger.post("/containers",
                    "{'type': 'generic', 'secret_refs': [{'name': 'x', 'secret_ref': '" + ref + "'}]}").status());
        }
        assertEquals("for red eyes", as("red-member").get(ref + "/payload").text());
    }

    @Test
    void aRoleAllowsWhatItAllowsUpstream() throws Exception {
        var ref = as("red-member").keep("shared", "x");
        assertEquals(200, as("red-second-member").get(ref + "/payload").status());
        assertEquals(200, as("red-admin").get(ref + "/payload").status());
        for (var who : List.of("red-reader", "red-creator")) {
            assertEquals(403, as(who).get(ref + "/payload").status(), who);
            assertEquals(403, as(who).get("/secrets").status(), who);
            assertEquals(403, as(who).post("/secrets", "{'name': 'x'}").status(), who);
            assertEquals(403, as(who).delete(ref).status(), who);
        }
        assertEquals(403, as("red-admin").json("PUT", "/project-quotas/x", "{'project_quotas': {}}").status());
    }

    @Test
    void aPrivateSecretIsItsCreatorsAndTheAdminsAndTheirsOnTheList() throws Exception {
        var ref = as("red-member").keep("private", "x");
        assertEquals(200, as("red-member").json("PUT", ref + "/acl",
                "{'read': {'project-access': false, 'users': ['" + users.get("blue-member") + "']}}").status());
        assertEquals(200, as("red-member").get(ref + "/payload").status());
        assertEquals(200, as("red-admin").get(ref + "/payload").status());
        assertEquals(403, as("red-second-member").get(ref + "/payload").status());
        assertEquals(403, as("red-second-member").delete(ref).status());
        var listed = as("blue-member");
        assertEquals("x", listed.get(ref + "/payload").text());
        assertEquals(1, listed.get("/secrets?acl_only=true").json().path("total").asInt());
        assertEquals(403, listed.delete(ref).status(), "who may read may not delete");
        assertEquals(404, as("blue-admin").get(ref).status());
    }

    @Test
    void whatIsNoTokenIsNobody() throws Exception {
        for (var token : List.of("x", "a.b.c", "\u00e9", "0".repeat(3000))) {
            var request = HttpRequest.newBuilder(host.uri().resolve("/key-manager/v1/secrets"))
                    .header("X-Auth-Token", token)
                    .build();
            assertEquals(401, host.send(request).statusCode(), token);
        }
    }

    @Test
    void theFilesQuotaHoldsWhereAProjectHasNoneOfItsOwn() throws Exception {
        var member = as("blue-member");
        assertEquals(1, member.get("/quotas").json().path("quotas").path("consumers").asInt());
        var ref = member.keep("used", "x");
        for (var status : List.of(200, 403)) {
            assertEquals(status, member.post(ref + "/consumers",
                    "{'service': 's', 'resource_type': 't', 'resource_id': 'for %d'}".formatted(status)).status());
        }
    }

    @Test
    void aProjectThatHasSecretsIsNotDeleted() throws Exception {
        as("red-member").keep("still here", "x");
        var red = JSON.readTree(host.get("/identity/v3/projects?name=red").body()).path("projects").path(0).path("id");
        var answer = host.send(host.request("/identity/v3/projects/" + red.asText()).DELETE().build());
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("secrets"), answer.body());
    }

    @Test
    void aQuotaIsNotPassed() throws Exception {
        var member = as("blue-second-member");
        var project = JSON.readTree(host.get("/identity/v3/projects?name=blue").body())
                .path("projects")
                .path(0)
                .path("id")
                .asText();
        host.bean(Quotas.class).set(project, Map.of(Quotas.Kind.ORDERS, 0));
        assertEquals(403, member.post("/orders", "{'type': 'key', 'meta': {'algorithm': 'aes', 'bit_length': 256}}")
                .status());
        assertEquals(0, member.get("/quotas").json().path("quotas").path("orders").asInt());
        host.bean(Quotas.class).remove(project);
        assertEquals(202, member.post("/orders", "{'type': 'key', 'meta': {'algorithm': 'aes', 'bit_length': 256}}")
                .status());
    }
}
