package io.gantry.host;

import io.gantry.HostFile;
import io.gantry.plugin.Mistakes;
import io.gantry.plugin.PluginEntry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// A host in this process on a free port, with everything below one directory. Tests of every feature use it.
public final class TestHost implements AutoCloseable {
    private final Host host;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String authorization;

    private TestHost(Host host) throws IOException {
        this.host = host;
        this.authorization = basic("admin", Files.readString(host.passwordFile()).strip());
    }

    /// @param directory where the file and the data go
    /// @param rest of the file: `plugins` and `drivers`
    public static TestHost start(Path directory, String rest) throws IOException {
        var file = directory.resolve("gantry.yaml");
        Files.writeString(file, "data: data\nhttp: { port: 0 }\n" + rest);
        var mistakes = new Mistakes(file.toString());
        var configuration = ConfigurationFile.read(mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(mistakes.toString());
        }
        var host = configuration.orElseThrow();
        return new TestHost(Host.start(host, shipped(host.plugins().stream().map(PluginEntry::id).toList())));
    }

    /// Only the plugins that the file names: what is shipped is unpacked at each first start, and that takes longer than everything else.
    private static synchronized Path shipped(List<String> ids) throws IOException {
        var some = Path.of("target", "some-plugins", String.join("-", ids)).toAbsolutePath();
        if (!Files.exists(some)) {
            Files.createDirectories(some);
            try (var all = Files.list(HostFile.PLUGINS)) {
                for (var file : all.toList()) {
                    var name = file.getFileName().toString();
                    if (ids.stream().anyMatch(id -> name.matches(id + "-[0-9].*"))) {
                        Files.createSymbolicLink(some.resolve(name), file);
                    }
                }
            }
        }
        return some;
    }

    /// One of the host's beans.
    public <T> T bean(Class<T> type) {
        return host.bean(type);
    }

    public URI uri() {
        return host.uri();
    }

    public Path passwordFile() {
        return host.passwordFile();
    }

    /// A request of `admin`, to be completed.
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(host.uri().resolve(path)).header("Authorization", authorization);
    }

    public HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).build());
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    /// The header of HTTP Basic.
    public static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        client.close();
        host.close();
    }
}
