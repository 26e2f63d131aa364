package io.gantry.compute.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Speaks the compute API, or another of the same host, as one user and in one version. Bodies are written with single quotes.
final class ComputeClient {
    static final String PASSWORD = "a long enough password";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI host;
    private final String credential;
    private final String version;

    /// @param credential what the header `Authorization` holds; empty for nobody
    /// @param version that it speaks: `2.90`
    ComputeClient(URI host, String credential, String version) {
        this.host = host;
        this.credential = credential;
        this.version = version;
    }

    record Answer(int status, HttpHeaders headers, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        /// What the error says, which has to be one of that name.
        String error(String name) {
            return json().path(name).path("message").asText("no " + name + ": " + text);
        }

        Answer is(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " instead of " + wanted + ": " + text);
            }
            return this;
        }
    }

    ComputeClient speaking(String other) {
        return new ComputeClient(host, credential, other);
    }

    /// @param path of the host, or below `/compute/v2.1` if it begins with no slash
    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "application/json");
    }

    Answer send(String method, String path, byte[] content, String type) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(host + (path.startsWith("/") ? path : "/compute/v2.1/" + path)))
                .timeout(PATIENCE)
                .header("OpenStack-API-Version", "compute " + version)
                .method(method, content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        if (!credential.isEmpty()) {
            request.header("Authorization", credential);
        }
        if (content.length > 0) {
            request.header("Content-Type", type);
        }
        var response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers(),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    /// Makes a project and a user of it who has that role.
    ComputeClient user(String project, String role) throws IOException, InterruptedException {
        var id = post("/identity/v3/projects", "{'project': {'name': '" + project + "'}}").is(201)
                .json()
                .path("project")
                .path("id")
                .asText();
        var name = project + "-" + role;
        var user = post("/identity/v3/users",
                "{'user': {'name': '%s', 'password': '%s', 'default_project_id': '%s'}}".formatted(name, PASSWORD, id))
                .is(201)
                .json()
                .path("user")
                .path("id")
                .asText();
        var found = get("/identity/v3/roles?name=" + role).json().path("roles").get(0).path("id").asText();
        send("PUT", "/identity/v3/projects/%s/users/%s/roles/%s".formatted(id, user, found), "").is(204);
        return new ComputeClient(host, TestHost.basic(name, PASSWORD), version);
    }

    void flavor(String id, String specs) throws IOException, InterruptedException {
        post("flavors", "{'flavor': {'id': '%s', 'name': '%s', 'vcpus': 1, 'ram': 8, 'disk': 0}}".formatted(id, id))
                .is(200);
        if (!specs.isEmpty()) {
            post("flavors/" + id + "/os-extra_specs", "{'extra_specs': {" + specs + "}}").is(200);
        }
    }

    /// Asks for a server and does not wait for it.
    ///
    /// @param more members of the body
    /// @return its id
    String server(String name, String image, String flavor, String more) throws IOException, InterruptedException {
        return post("servers", "{'server': {'name': '%s', 'imageRef': '%s', 'flavorRef': '%s', 'networks': 'none'%s}}"
                .formatted(name, image, flavor, more)).is(202).json().path("server").path("id").asText();
    }

    /// Waits until it is as wanted.
    JsonNode await(String server, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = get("servers/" + server).is(200).json().path("server");
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the server did not become as wanted; it is " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    JsonNode await(String server, String status) throws IOException, InterruptedException {
        return await(server, json -> status.equals(json.path("status").asText()));
    }

    /// Deletes it and waits until it is gone.
    void remove(String server) throws IOException, InterruptedException {
        delete("servers/" + server).is(204);
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (get("servers/" + server).status() != 404) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("server " + server + " is still there");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
