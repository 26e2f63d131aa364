package io.gantry.barbican;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// A real Barbican in a directory of its own, on a free port of the loopback; it ends with the test, however that ends.
final class BarbicanPeer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/python3/dist-packages/barbican/api/app.py");

    private final Process process;
    private final int port;

    private BarbicanPeer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// One that lets everybody in.
    static BarbicanPeer open(Path directory) throws IOException {
        return start(directory, Map.of("PIPELINE", "open", "KEYSTONE", "http://127.0.0.1:9/v3", "QUOTA", "-1"));
    }

    /// One where a project may have so many secrets only.
    static BarbicanPeer openWithQuota(Path directory, int quota) throws IOException {
        return start(directory,
                Map.of("PIPELINE", "open", "KEYSTONE", "http://127.0.0.1:9/v3", "QUOTA", String.valueOf(quota)));
    }

    /// One that asks a Keystone about every token.
    static BarbicanPeer guarded(Path directory, URI keystone) throws IOException {
        return start(directory, Map.of("PIPELINE", "guarded", "KEYSTONE", keystone.toString(), "QUOTA", "-1"));
    }

    private static BarbicanPeer start(Path directory, Map<String, String> words) throws IOException {
        assumeTrue(Files.exists(INSTALLED), "not run: no Barbican to test against; install python3-barbican");
        Files.createDirectories(directory.resolve(".barbican"));
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        write(directory, "barbican.conf", directory.resolve(".barbican/barbican.conf"), words, key);
        write(directory, "barbican-paste.ini", directory.resolve("paste.ini"), words, key);
        write(directory, "serve.py", directory.resolve("serve.py"), words, key);
        var builder = new ProcessBuilder("/usr/bin/python3", "-W", "ignore", "serve.py",
                directory.resolve("paste.ini").toString())
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors").toFile());
        builder.environment().put("HOME", directory.toString()); // where Barbican looks for its configuration
        var process = builder.start();
        var line = process.inputReader(UTF_8).readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("Barbican did not start: " + Files.readString(directory.resolve("errors")));
        }
        return new BarbicanPeer(process, Integer.parseInt(line));
    }

    private static void write(Path directory, String resource, Path file, Map<String, String> words, byte[] key)
            throws IOException {
        try (var stream = Objects.requireNonNull(BarbicanPeer.class.getResourceAsStream("/" + resource))) {
            var text = new String(stream.readAllBytes(), UTF_8).replace("@DIRECTORY@", directory.toString())
                    .replace("@KEY@", Base64.getEncoder().encodeToString(key));
            for (var word : words.entrySet()) {
                text = text.replace("@" + word.getKey() + "@", word.getValue());
            }
            Files.writeString(file, text);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
