package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.cli.Failure.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLException;

/// A running host, spoken to over HTTP. Every refusal becomes a [Failure] that carries the host's own words.
public final class Api implements AutoCloseable {
    /// Longer than the host lets anybody wait for an event, and enough for a big disk to begin to flow.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final String OWN = "/gantry/v1";

    private final URI url;
    private final String root;
    private final String authorization;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /// @param authority file with the certificates to trust, where they are none that everybody does
    public Api(URI url, String password, Optional<Path> authority) {
        this.url = url;
        this.root = OWN;
        var credentials = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10));
        authority.map(Trust::in).ifPresent(client::sslContext);
        this.http = client.build();
    }

    private Api(Api other, String root) {
        this.url = other.url;
        this.root = root;
        this.authorization = other.authorization;
        this.http = other.http;
    }

    /// Another API of the same host, over the same connections.
    ///
    /// @param root of its paths: `/key-manager/v1`
    public Api at(String root) {
        return new Api(this, root);
    }

    public URI url() {
        return url;
    }

    /// A path of the API from its segments, each encoded as it needs.
    public static String path(String... segments) {
        return Arrays.stream(segments).map(segment -> "/" + encode(segment)).collect(Collectors.joining());
    }

    /// A query from names and values; empty values are left out.
    static String query(Map<String, String> parameters) {
        return parameters.entrySet()
                .stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .sorted()
                .collect(Collectors.joining("&", "?", ""));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody(), "application/json");
    }

    /// The objects of a listing, which is an array or an object that holds it under `name`.
    public List<JsonNode> list(String path, String name) {
        var answer = get(path);
        var items = answer.isArray() ? answer : answer.path(name);
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    public JsonNode post(String path) {
        return call("POST", path, BodyPublishers.noBody(), "application/json");
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return call("POST", path, publisher(body), "application/json");
    }

    /// Sends several objects at once.
    JsonNode post(String path, List<? extends Map<String, ?>> body) {
        return call("POST", path, publisher(body), "application/json");
    }

    public JsonNode put(String path, Map<String, ?> body) {
        return call("PUT", path, publisher(body), "application/json");
    }

    /// Sends the operations of a JSON patch.
    public JsonNode patch(String path, List<? extends Map<String, ?>> operations) {
        return call("PATCH", path, publisher(operations), "application/json");
    }

    public void delete(String path) {
        call("DELETE", path, BodyPublishers.noBody(), "application/json");
    }

    /// Sends a file as it is.
    public JsonNode upload(String method, String path, Path file) {
        try {
            return call(method, path, BodyPublishers.ofFile(file), "application/octet-stream");
        } catch (IOException e) {
            throw new Failure(Exit.USAGE, 0, file + " cannot be read: does it exist?", e);
        }
    }

    /// Fetches bytes into a file, in place of what is there.
    public void download(String path, Path file) {
        try (var body = exchange("GET", path, BodyPublishers.noBody(), "*/*").body()) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, 0, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /// Fetches bytes that fit into memory.
    public byte[] bytes(String path) {
        try (var body = exchange("GET", path, BodyPublishers.noBody(), "*/*").body()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /// What happens from now on, and since the event with that number.
    ServerEvents events(String path, long last) {
        return new ServerEvents(
                exchange("GET", path + "?after=" + last, BodyPublishers.noBody(), "text/event-stream").body(), json);
    }

    private JsonNode call(String method, String path, BodyPublisher content, String type) {
        try (var body = exchange(method, path, content, type).body()) {
            var bytes = body.readAllBytes();
            return bytes.length == 0 ? json.nullNode() : json.readTree(bytes);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new Failure(Exit.FAILED, 0, url + " does not answer as a Gantry host does; is it one?", e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpResponse<InputStream> exchange(String method, String path, BodyPublisher content, String type) {
        var request = HttpRequest.newBuilder(URI.create(url + root + path))
                .method(method, content)
                .header("Authorization", authorization)
                .header("X-OpenStack-Ironic-API-Version", "latest")
                .header("Content-Type", type.equals("*/*") ? "application/json" : type)
                .header("Accept", accepted(type))
                .timeout(PATIENCE)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() >= 300) {
                throw refusal(response);
            }
            return response;
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, 0, "interrupted while waiting for " + url, e);
        }
    }

    private static String accepted(String type) {
        return switch (type) {
            case "*/*" -> "*/*";
            case "text/event-stream" -> "text/event-stream, application/problem+json";
            default -> "application/json, application/problem+json";
        };
    }

    private Failure refusal(HttpResponse<InputStream> response) {
        var status = response.statusCode();
        if (status == 401) {
            return new Failure(Exit.UNAUTHENTICATED, status,
                    url + " does not accept the password; name the file that holds it with --password-file", null);
        }
        try (var body = response.body()) {
            var problem = flat(json.readTree(body));
            var detail = problem.path("detail")
                    .asText(problem.path("description")
                            .asText(problem.path("title").asText("HTTP status " + status)));
            return new Failure(Exit.FAILED, status, detail, null);
        } catch (IOException e) {
            return new Failure(Exit.FAILED, status, url + " answered with HTTP status " + status, e);
        }
    }

    /// Some APIs tell their errors as JSON within JSON.
    private JsonNode flat(JsonNode problem) throws IOException {
        var inner = problem.path("error_message").asText();
        return inner.isEmpty()
                ? problem
                : json.createObjectNode().put("detail", json.readTree(inner).path("faultstring").asText(inner));
    }

    private Failure unreachable(IOException cause) {
        if (cause instanceof SSLException) {
            return new Failure(Exit.UNREACHABLE, 0, url + " has a certificate that is not trusted, or none; name the"
                    + " file of the one to trust with --ca", cause);
        }
        return new Failure(Exit.UNREACHABLE, 0,
                "no host answers at " + url + "; start one with `gantry run`, or name another with --url", cause);
    }

    private BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
