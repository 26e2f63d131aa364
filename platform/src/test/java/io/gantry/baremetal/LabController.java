package io.gantry.baremetal;

import io.gantry.baremetal.agent.LabJars;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The lab's Redfish server in a process of its own, with machines behind it.
final class LabController implements AutoCloseable {
    private static final Pattern ANSWERS = Pattern.compile("answers at (http://\\S+)");

    private final Path machines;
    private final Process process;
    private final String url;

    /// @param count how many machines there are: `machine-1` and so on
    LabController(Path directory, int count, String... options) throws IOException, InterruptedException {
        machines = Files.createDirectories(directory.resolve("machines"));
        var log = directory.resolve("redfish.log");
        var command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", LabJars.unpacked(directory.resolve("lib")),
                        "io.gantry.lab.redfish.LabRedfish", "--machines", machines.toString(), "--count",
                        Integer.toString(count)),
                Stream.of(options)).toList();
        process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        url = answers(log);
    }

    private String answers(Path log) throws IOException, InterruptedException {
        while (true) {
            var found = ANSWERS.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the lab's Redfish server did not start:\n" + Files.readString(log));
            }
        }
    }

    /// Where the machine of that number keeps all that it has.
    Path machine(int number) {
        return machines.resolve("machine-" + number);
    }

    /// `driver_info` by which a node is that machine.
    Map<String, String> reach(int number) {
        return Map.of("redfish_address", url, "redfish_system_id", "/redfish/v1/Systems/machine-" + number,
                "redfish_username", "admin", "redfish_password", "secret");
    }

    /// From now on it behaves like that.
    void quirks(String... quirks) throws IOException, InterruptedException {
        var body = Stream.of(quirks).map(quirk -> "\"" + quirk + "\"").collect(Collectors.joining(",", "[", "]"));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(url + "/lab/quirks"))
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        }
    }

    @Override
    public String toString() {
        return "the lab's controller at " + url + (process.isAlive() ? "" : ", which has ended");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
