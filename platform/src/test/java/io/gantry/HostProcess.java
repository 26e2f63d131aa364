package io.gantry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A real host in a process of its own, which a test talks to over HTTP and may kill at any moment.
///
/// Its file is `gantry.yaml` in the directory, its data lie in `data` beside it, what it prints in `host.log`. It listens on a free port,
/// another one at each start. Closing it kills it, so that none outlives a failed test.
public final class HostProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern ANSWERS = Pattern.compile("answers at (http://\\S+)");

    private final Path directory;
    private Process process;
    private HostClient client;
    private String url = "";

    /// Starts a host and waits until it answers.
    ///
    /// @param directory of its own; may hold the data of an earlier one
    /// @param drivers what stands under `drivers` in its file, one line each: `keys: { driver: local }`
    public HostProcess(Path directory, String... drivers) throws IOException, InterruptedException {
        this(Files.createDirectories(directory));
        restart(drivers);
    }

    private HostProcess(Path directory) {
        this.directory = directory;
    }

    /// Starts a host whose file holds that, besides where its data lie.
    public static HostProcess with(Path directory, String file) throws IOException, InterruptedException {
        var host = new HostProcess(Files.createDirectories(directory));
        host.restartWith(file);
        return host;
    }

    /// Ends the process as a power failure would; nothing in it runs any more when this returns.
    public void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /// Kills it if it still runs, and starts it again on the same data.
    public HostClient restart(String... drivers) throws IOException, InterruptedException {
        return restartWith("http: { port: 0 }\n" + HostFile.of(drivers));
    }

    /// The same with another file.
    public HostClient restartWith(String text) throws IOException, InterruptedException {
        kill();
        var log = directory.resolve("host.log");
        Files.deleteIfExists(log);
        var file = Files.writeString(directory.resolve("gantry.yaml"), "data: data\n" + text);
        var command = new ArrayList<>(HostCommand.gantry());
        command.addAll(List.of("run", "--config", file.toString(), "--plugins", HostFile.PLUGINS.toString()));
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            client = awaitAnswer(process, log);
            return client;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            kill();
            throw e;
        }
    }

    private HostClient awaitAnswer(Process started, Path log) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = ANSWERS.matcher(Files.readString(log));
            if (found.find()) {
                url = found.group(1).replaceFirst("/gantry/v1/?$", "");
                return new HostClient(found.group(1), directory.resolve("data/admin-password"));
            }
            if (started.waitFor(20, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        throw new AssertionError("the host did not start:\n" + Files.readString(log));
    }

    /// Talks to it since its last start.
    public HostClient client() {
        return client;
    }

    /// Where it answers since its last start.
    public String url() {
        return url;
    }

    /// Where it keeps its data.
    public Path data() {
        return directory.resolve("data");
    }

    /// What it has printed since its last start.
    public String log() throws IOException {
        return Files.readString(directory.resolve("host.log"));
    }

    @Override
    public void close() {
        kill();
    }
}
