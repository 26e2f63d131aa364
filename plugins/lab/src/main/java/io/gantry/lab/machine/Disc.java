package io.gantry.lab.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;

/// A disc as lab machines understand it: a text whose first line says what it is, and lines `key=value`.
///
/// @param kind `agent` and `installer` run a program, `system` runs nothing
/// @param text all of it
record Disc(String kind, String text) {
    private static final int LONGEST = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String MARK = "gantry-lab-disc ";
    private static final Set<String> RUNNING = Set.of("agent", "installer");

    boolean runs() {
        return RUNNING.contains(kind);
    }

    /// Reads the beginning, as a drive would.
    static Disc read(URI image) throws IOException, InterruptedException {
        if (!Set.of("http", "https").contains(String.valueOf(image.getScheme()))) {
            throw new IOException("a disc is read over http or https, and not from " + image);
        }
        var client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            var request = HttpRequest.newBuilder(image)
                    .timeout(PATIENCE)
                    .header("Range", "bytes=0-" + (LONGEST - 1))
                    .build();
            var response = client.send(request, BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200 && response.statusCode() != 206) {
                    throw new IOException("HTTP " + response.statusCode());
                }
                return parse(new String(body.readNBytes(LONGEST), UTF_8));
            }
        } finally {
            client.shutdownNow();
        }
    }

    static Disc parse(String text) throws IOException {
        var first = text.lines().findFirst().orElse("");
        if (!first.startsWith(MARK)) {
            throw new IOException("it is no disc of the lab, whose first line is '" + MARK + "KIND'");
        }
        return new Disc(first.substring(MARK.length()).strip(), text);
    }
}
