package io.gantry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Talks to a host as its administrator.
public final class HostClient {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /// Without it the bare metal API speaks as it did in its first version.
    private static final String BARE_METAL = "X-OpenStack-Ironic-API-Version";

    private final String root;
    private final String authorization;

    /// @param root ends with `/gantry/v1`
    public HostClient(String root, Path passwordFile) throws IOException {
        this.root = root;
        this.authorization = "Basic " + Base64.getEncoder()
                .encodeToString(("admin:" + Files.readString(passwordFile).strip()).getBytes(StandardCharsets.UTF_8));
    }

    private HostClient(String root, String authorization) {
        this.root = root;
        this.authorization = authorization;
    }

    /// What an answer was.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    public record Answer(int status, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public JsonNode json() throws IOException {
            return JSON.readTree(bytes);
        }
    }

    /// @param path below `/gantry/v1`
    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "application/json", BodyPublishers.noBody());
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "application/json", BodyPublishers.noBody());
    }

    /// @param json the body
    public Answer post(String path, String json) throws IOException, InterruptedException {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    /// @param body sent as bytes
    public Answer put(String path, BodyPublisher body) throws IOException, InterruptedException {
        return send("PUT", path, "application/octet-stream", body);
    }

    /// @param body sent as bytes
    public Answer post(String path, BodyPublisher body) throws IOException, InterruptedException {
        return send("POST", path, "application/octet-stream", body);
    }

    /// @param json the body
    public Answer put(String path, String json) throws IOException, InterruptedException {
        return send("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    /// @param json the body
    public Answer patch(String path, String json) throws IOException, InterruptedException {
        return send("PATCH", path, "application/json", BodyPublishers.ofString(json));
    }

    /// Any request.
    ///
    /// @param body empty for none
    public Answer ask(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, "application/json",
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /// Another API of the same host.
    ///
    /// @param other its root: `/baremetal/v1`
    public HostClient at(String other) {
        return new HostClient(root.replaceFirst("/gantry/v1$", other), authorization);
    }

    private Answer send(String method, String path, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .header(BARE_METAL, "latest")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.body());
    }

    /// Asks again and again until the answer is as wanted.
    public JsonNode await(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = get(path);
            var json = answer.json();
            if (answer.status() == 200 && wanted.test(json)) {
                return json;
            }
            if (answer.status() >= 400 || System.nanoTime() > deadline) {
                throw new AssertionError(path + " did not become as wanted; it is " + answer.text());
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /// Waits until that step of the job runs.
    public void awaitStep(String job, String step) throws IOException, InterruptedException {
        await("/jobs/" + job, json -> step.equals(json.path("step").asText()));
    }

    /// Waits until the job has ended in whatever way.
    public JsonNode awaitEnd(String job) throws IOException, InterruptedException {
        return await("/jobs/" + job, json -> List.of("done", "failed", "cancelled")
                .contains(json.path("state").asText().toLowerCase(Locale.ROOT)));
    }
}
