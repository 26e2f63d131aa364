package io.gantry.accelerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Speaks the accelerator API, or another of the same host, as one user. Bodies are written with single quotes.
final class AcceleratorClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI host;
    private final String credential;

    /// @param credential what the header `Authorization` holds
    AcceleratorClient(URI host, String credential) {
        this.host = host;
        this.credential = credential;
    }

    record Answer(int status, HttpHeaders headers, String text) {
        JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }

        /// What the error says, within its JSON.
        String fault() {
            try {
                return JSON.readTree(json().path("error_message").asText()).path("faultstring").asText();
            } catch (IOException e) {
                throw new AssertionError("not an error of the accelerator API: " + text, e);
            }
        }

        /// The answer, if it has that status.
        Answer is(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " instead of " + wanted + ": " + text);
            }
            return this;
        }
    }

    /// @param path of the host, or below `/accelerator/v2` if it begins with no slash
    /// @param headers names and values in turn
    Answer send(String method, String path, String body, String... headers) throws IOException, InterruptedException {
        var uri = URI.create(host + (path.startsWith("/") ? path : "/accelerator/v2/" + path));
        var content = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(3))
                .method(method, content.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        if (!credential.isEmpty()) {
            request.header("Authorization", credential);
        }
        if (content.length > 0) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers(),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, "");
    }

    /// Makes a profile of one group.
    void profile(String name, String group) throws IOException, InterruptedException {
        post("device_profiles", "[{'name': '%s', 'groups': [{%s}]}]".formatted(name, group)).is(201);
    }

    /// The ids of the requests that the profile stands for.
    List<String> request(String profile) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        post("accelerator_requests", "{'device_profile_name': '" + profile + "'}").is(201)
                .json()
                .path("arqs")
                .forEach(arq -> ids.add(arq.path("uuid").asText()));
        return ids;
    }

    Answer bind(String arq, JsonNode part, String instance) throws IOException, InterruptedException {
        return send("PATCH", "accelerator_requests", binding(arq, part, instance));
    }

    static String binding(String arq, JsonNode part, String instance) {
        return "{'%s': [{'op': 'add', 'path': '/hostname', 'value': '%s'}, {'op': 'add', 'path': '/device_rp_uuid', 'value': '%s'}, {'op': 'add', 'path': '/instance_uuid', 'value': '%s'}]}"
                .formatted(arq, part.path("name").asText().replaceFirst("_[^_]*$", ""), part.path("rp_uuid").asText(),
                        instance);
    }

    static String unbinding(String arq) {
        return "{'%s': [{'op': 'remove', 'path': '/hostname'}, {'op': 'remove', 'path': '/device_rp_uuid'}, {'op': 'remove', 'path': '/instance_uuid'}]}"
                .formatted(arq);
    }

    JsonNode arq(String id) throws IOException, InterruptedException {
        return get("accelerator_requests/" + id).is(200).json();
    }

    /// Asks until there are no requests any more.
    void awaitNone() throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!get("accelerator_requests").is(200).json().path("arqs").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + get("accelerator_requests").text());
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /// Asks until the request is in one of those states.
    JsonNode await(String id, String... states) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            var arq = arq(id);
            if (List.of(states).contains(arq.path("state").asText())) {
                return arq;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in time: " + get("/gantry/v1/accelerator-requests/" + id).text());
            }
            java.util.concurrent.TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
