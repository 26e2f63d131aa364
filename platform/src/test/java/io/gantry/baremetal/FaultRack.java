package io.gantry.baremetal;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.HostProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A host in a process of its own, machines of the lab and machines behind a controller, and all that can be made to fail of them.
final class FaultRack implements AutoCloseable {
    private static final List<String> PLUGINS = List.of("local", "deploy", "lab", "redfish");

    private final ImageServer images;
    private final LabController lab;
    private final HostProcess host;
    private final String file;
    private final Map<String, Path> machines = new TreeMap<>();

    FaultRack(Path directory, int half) throws IOException, InterruptedException {
        images = new ImageServer();
        lab = new LabController(directory.resolve("lab"), half, "--delay", "50");
        file = "http: { port: " + RackTest.freePort() + " }\n"
                + "bare-metal: { agent-silence: 3s, agent-start: 20s, agent-stall: 10s, power-interval: 0s, agent-disc: '"
                + images.url("/agent") + "' }\n"
                + HostFile.with(PLUGINS, "keys: { driver: local }", "direct: { driver: direct }",
                        "rack: { driver: lab-hardware }",
                        "bmc: { driver: redfish, timeout: 4s, retries: 1, pause: 100ms, poll: 50ms, power-timeout: 5s }");
        host = HostProcess.with(directory.resolve("host"), file);
        disc("write:slow:4x");
        for (var i = 1; i <= half; i++) {
            machines.put("r" + i, host.data().resolve("drivers/rack/nodes/r" + i));
            machines.put("b" + i, lab.machine(i));
            enroll("r" + i, "rack", Map.of(), "{\"disk-mib\": \"8\"}");
            enroll("b" + i, "bmc", lab.reach(i), "{}");
        }
    }

    private void enroll(String name, String driver, Map<String, String> reach, String properties)
            throws IOException, InterruptedException {
        var info = reach.entrySet()
                .stream()
                .map(one -> "\"" + one.getKey() + "\": \"" + one.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}"));
        var made = rack().api()
                .post("/nodes", "{\"name\": \"%s\", \"driver\": \"%s\", \"driver_info\": %s, \"properties\": %s}"
                        .formatted(name, driver, info, properties));
        if (made.status() != 201) {
            throw new AssertionError(made.text());
        }
    }

    /// What ramdisks that start from now on do wrong.
    void disc(String mishap) {
        images.put("/agent", "gantry-lab-disc agent\napi=" + host.url() + "/baremetal\nfault=" + mishap + "\n");
    }

    ImageServer images() {
        return images;
    }

    LabController lab() {
        return lab;
    }

    HostProcess host() {
        return host;
    }

    Rack rack() {
        return new Rack(host.client());
    }

    List<String> nodes() {
        return List.copyOf(machines.keySet());
    }

    JsonNode node(String name) throws IOException, InterruptedException {
        return rack().node(name);
    }

    /// Keeps an image in the host.
    void keep(String name, byte[] content) throws IOException, InterruptedException {
        var answer = host.client().put("/images/" + name, BodyPublishers.ofByteArray(content));
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    void killHost(Random random) throws IOException, InterruptedException {
        host.kill();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500));
        host.restartWith(file);
    }

    private Path machine(String node) {
        return Objects.requireNonNull(machines.get(node), node);
    }

    /// The process that runs on a machine, if one does.
    Optional<ProcessHandle> program(String node) throws IOException {
        var number = machine(node).resolve("process");
        if (!Files.exists(number)) {
            return Optional.empty();
        }
        var text = Files.readString(number).strip();
        return ProcessHandle.of(text.isEmpty() ? -1 : Long.parseLong(text))
                .filter(one -> one.info()
                        .arguments()
                        .stream()
                        .anyMatch(all -> List.of(all).contains(machine(node).toString())));
    }

    /// Sends it a signal: `KILL` or `STOP`.
    boolean signal(String node, String signal) throws IOException, InterruptedException {
        var program = program(node);
        if (program.isPresent()) {
            new ProcessBuilder("kill", "-" + signal, Long.toString(program.get().pid())).start().waitFor();
        }
        return program.isPresent();
    }

    byte[] disk(String node) throws IOException {
        return Files.readAllBytes(machine(node).resolve("disk"));
    }

    /// Whether its power is on, as the machine itself says.
    boolean on(String node) throws IOException {
        return Files.readString(machine(node).resolve("state")).lines().anyMatch("power=yes"::equals);
    }

    boolean twoWriters(String node) {
        return Files.exists(machine(node).resolve("two-writers"));
    }

    @Override
    public void close() throws IOException {
        host.close();
        lab.close();
        for (var node : nodes()) {
            program(node).ifPresent(ProcessHandle::destroyForcibly);
        }
        images.close();
    }
}
