package io.gantry.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Two lab compute hosts, `a` and `b`, whose guests keep their memory below one directory of the test, and what tests do with them.
public final class LabHosts {
    private static final int MEMORY = 16 << 20;

    private final Path memory;

    /// @param directory of the test
    public LabHosts(Path directory) {
        this.memory = directory.resolve("m");
    }

    /// What stands in the host's file.
    public String[] drivers() {
        return drivers(Map.of("a", "", "b", ""));
    }

    /// What stands in the host's file for other hosts than these two.
    ///
    /// @param hosts names, and the fault that each makes or an empty text
    public String[] drivers(Map<String, String> hosts) {
        return Stream.concat(hosts.entrySet().stream().map(host -> line(host.getKey(), host.getValue())),
                Stream.of("parallel: { driver: parallel }", "single: { driver: single }")).toArray(String[]::new);
    }

    /// A call that hangs must not run into its deadline before the test has looked.
    private String line(String host, String fault) {
        return "%s: { driver: lab-hypervisor, memory: %s, deadline: 1h, faults: [%s] }".formatted(host, memory,
                fault.isEmpty() ? "" : "'" + fault + "'");
    }

    /// Defines a guest of 16 MiB on `a` and starts it.
    ///
    /// @param properties of the lab's guests, as members of a JSON object
    public static void run(HostClient host, String guest, String properties) throws IOException, InterruptedException {
        run(host, "a", guest, properties);
    }

    /// As the other, on that compute host.
    public static void run(HostClient host, String on, String guest, String properties)
            throws IOException, InterruptedException {
        var defined = host.post("/guests",
                "{\"name\": \"%s\", \"host\": \"%s\", \"memory_bytes\": %d, \"properties\": {%s}}"
                        .formatted(guest, on, MEMORY, properties));
        assertEquals(201, defined.status(), defined.text());
        var started = host.post("/guests/" + guest + "/start", "{}");
        assertEquals(200, started.status(), started.text());
    }

    /// Hands a migration to `b` in.
    ///
    /// @param settings members of a JSON object, besides the target
    /// @return the job's id
    public static String migrate(HostClient host, String guest, String settings)
            throws IOException, InterruptedException {
        return migrate(host, "b", guest, settings);
    }

    /// As the other, to that compute host.
    public static String migrate(HostClient host, String target, String guest, String settings)
            throws IOException, InterruptedException {
        var answer = host.post("/guests/" + guest + "/migrate", "{\"target\": \"" + target + "\"" + settings + "}");
        assertEquals(202, answer.status(), answer.text());
        return answer.json().path("id").asText();
    }

    /// All events of the job so far.
    public static List<JsonNode> events(HostClient host, String job) throws IOException, InterruptedException {
        return host.get("/jobs/" + job + "/events?after=0").json().path("events").valueStream().toList();
    }

    /// The data of all events of that type.
    public static List<JsonNode> events(HostClient host, String job, String type)
            throws IOException, InterruptedException {
        return events(host, job).stream()
                .filter(event -> event.path("type").asText().equals(type))
                .map(event -> event.path("data"))
                .toList();
    }

    /// The processes of guests that live now, as the guests' own files name them.
    public List<ProcessHandle> processes() throws IOException {
        if (!Files.exists(memory)) {
            return List.of();
        }
        try (var directories = Files.list(memory)) {
            return directories.map(LabHosts::process).flatMap(Optional::stream).toList();
        }
    }

    private static Optional<ProcessHandle> process(Path directory) {
        try {
            var pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
            return ProcessHandle.of(pid).filter(handle -> runs(handle, directory));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean runs(ProcessHandle handle, Path directory) {
        return handle.info().arguments().stream().flatMap(Stream::of).anyMatch(directory.toString()::equals);
    }

    /// Ends every guest, whatever became of the test.
    public void kill() throws IOException {
        for (var process : processes()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
