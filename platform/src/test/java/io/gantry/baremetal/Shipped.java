package io.gantry.baremetal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A host as it ships, in a process of its own, with nodes of the lab.
final class Shipped implements AutoCloseable {
    private static final Pattern ANSWERS = Pattern.compile("answers at (http://[^/]+)");
    private static final String FILE = """
            data: data
            http: { port: 0 }
            plugins: [ { id: local }, { id: lab } ]
            drivers:
              keys: { driver: local }
              fallback: { driver: lab-deploy }
              rack: { driver: lab-hardware }
            """;

    private final Path directory;
    private final Process process;
    private final String url;

    /// @param gantry the command of the distribution
    Shipped(Path gantry, Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        var file = Files.writeString(directory.resolve("gantry.yaml"), FILE);
        process = new ProcessBuilder(gantry.toAbsolutePath().toString(), "run", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        url = answers();
    }

    private String answers() throws IOException, InterruptedException {
        while (true) {
            var said = Files.readString(directory.resolve("log"));
            var found = ANSWERS.matcher(said);
            if (found.find()) {
                return found.group(1);
            }
            if (process.waitFor(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                throw new IOException(said);
            }
        }
    }

    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    /// Keeps an image `disk` on it.
    ///
    /// @return a token of its administrator
    String token() throws IOException, InterruptedException {
        var password = Files.readString(directory.resolve("data/admin-password")).strip();
        var body = """
                {"auth": {"scope": {"project": {"name": "admin", "domain": {"id": "default"}}}, "identity": {"methods": ["password"],
                 "password": {"user": {"name": "admin", "domain": {"id": "default"}, "password": "%s"}}}}}"""
                .formatted(password);
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(url + "/identity/v3/auth/tokens"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(), BodyHandlers.ofString());
            var token = answer.headers()
                    .firstValue("X-Subject-Token")
                    .orElseThrow(() -> new IOException(answer.body()));
            var kept = client.send(HttpRequest.newBuilder(URI.create(url + "/gantry/v1/images/disk"))
                    .header("X-Auth-Token", token)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofByteArray(DiskImages.gpt(1, 7)))
                    .build(), BodyHandlers.ofString());
            if (kept.statusCode() != 200) {
                throw new IOException(kept.body());
            }
            return token;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
