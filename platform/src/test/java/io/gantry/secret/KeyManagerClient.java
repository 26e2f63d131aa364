package io.gantry.secret;

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

/// Speaks the key-manager API as one user. Bodies are written with single quotes.
final class KeyManagerClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI host;
    private final String header;
    private final String credential;

    /// @param header by which the user proves who he is: `Authorization` or `X-Auth-Token`
    KeyManagerClient(URI host, String header, String credential) {
        this.host = host;
        this.header = header;
        this.credential = credential;
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    record Answer(int status, HttpHeaders headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text(), e);
            }
        }

        String ref(String name) {
            var ref = json().path(name).asText();
            if (ref.isEmpty()) {
                throw new AssertionError("no " + name + " in " + status + " " + text());
            }
            return ref;
        }
    }

    /// @param path below `/key-manager/v1`, or a whole URL
    /// @param headers names and values in turn
    Answer send(String method, String path, byte[] body, String... headers) throws IOException, InterruptedException {
        var uri = path.startsWith("http") ? URI.create(path) : URI.create(host + "/key-manager/v1" + path);
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .header(header, credential)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, new byte[0], headers);
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, new byte[0]);
    }

    Answer json(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/json");
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return json("POST", path, body);
    }

    /// Keeps a text and returns the URL of the secret.
    String keep(String name, String text) throws IOException, InterruptedException {
        return post("/secrets", "{'name': '%s', 'payload': '%s', 'payload_content_type': 'text/plain'}".formatted(name,
                text)).ref("secret_ref");
    }
}
