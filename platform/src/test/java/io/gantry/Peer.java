package io.gantry;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real service of OpenStack, as Debian packages it, in a process of its own that ends with the test; and programs in Python that
/// speak to it or to this host.
public final class Peer implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "clients").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String url;

    private Peer(Process process, String port) {
        this.process = process;
        this.url = "http://127.0.0.1:" + port;
    }

    /// What a program said, and how it ended.
    public record Said(int exit, String text) {
        /// Each line as JSON.
        public List<JsonNode> lines() throws IOException {
            var lines = new ArrayList<JsonNode>();
            for (var line : text.lines().toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    /// Skips the test on a machine that lacks these modules.
    ///
    /// @param packages that have them
    public static void assumeModules(String modules, String packages) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-W", "ignore", "-c", "import " + modules)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor() == 0,
                "not run: install " + packages + " to compare with the real service");
    }

    /// Starts it.
    ///
    /// @param script that prints the port once it serves
    /// @param directory where everything of its is
    public static Peer start(String script, Path directory) throws IOException {
        Files.createDirectories(directory);
        var log = directory.resolveSibling(directory.getFileName() + ".log");
        var process = new ProcessBuilder(PYTHON, SCRIPTS.resolve(script).toString(), directory.toString())
                .redirectError(log.toFile())
                .start();
        var port = process.inputReader(StandardCharsets.UTF_8).readLine();
        assertTrue(port != null, () -> read(log));
        return new Peer(process, port);
    }

    public String url() {
        return url;
    }

    public long pid() {
        return process.pid();
    }

    /// Runs one of the programs to its end.
    ///
    /// @param log for what it complains about
    public static Said run(Path log, Map<String, String> environment, String script, String... words)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PYTHON, SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectError(log.toFile());
        builder.environment().putAll(environment);
        var running = builder.start();
        var text = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(running.waitFor(), text);
    }

    /// A log, for the message of a failure.
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "and its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
