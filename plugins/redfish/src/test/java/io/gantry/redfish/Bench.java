package io.gantry.redfish;

import io.gantry.api.hardware.Node;
import io.gantry.api.secret.Secret;
import io.gantry.lab.redfish.LabRedfish;
import io.gantry.lab.redfish.LabRedfishOptions;
import io.gantry.lab.redfish.Quirk;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A rack of lab machines behind a controller, and a driver that asks it.
final class Bench implements AutoCloseable {
    static final RedfishOptions QUICK = new RedfishOptions(Duration.ofSeconds(10), 3, Duration.ofMillis(20),
            Duration.ofMillis(20), Duration.ofSeconds(10));

    private final Path directory;
    final LabRedfish lab;
    final RedfishHardware driver;

    Bench(Path directory, int machines, RedfishOptions options) throws IOException, InterruptedException {
        this(directory, new LabRedfishOptions(directory.resolve("machines")).withCount(machines), options);
    }

    Bench(Path directory, LabRedfishOptions lab, RedfishOptions options) throws IOException, InterruptedException {
        this.directory = directory;
        this.lab = new LabRedfish(lab.withDelay(Duration.ofMillis(50)));
        this.driver = new RedfishHardware(options,
                new TestContext(Files.createDirectories(directory.resolve("driver"))));
    }

    static Bench of(Path directory, Quirk... quirks) throws IOException, InterruptedException {
        var bench = new Bench(directory, 1, QUICK);
        bench.lab.quirks().set(List.of(quirks));
        return bench;
    }

    Node node() {
        return node(lab, Map.of());
    }

    Node node(Map<String, String> more) {
        return node(lab, more);
    }

    static Node node(LabRedfish lab, Map<String, String> more) {
        var properties = new TreeMap<>(Map.of(Address.ADDRESS, lab.url().toString(), Address.USER, "admin"));
        properties.putAll(more);
        return new Node("n1", properties, Map.of(Address.PASSWORD, new Secret("secret".getBytes(
                java.nio.charset.StandardCharsets.UTF_8))));
    }

    /// What the machine itself says of its last start.
    String console() throws IOException {
        return Files.readString(directory.resolve("machines/machine-1/console")).strip();
    }

    String state() throws IOException {
        return Files.readString(directory.resolve("machines/machine-1/state"));
    }

    @Override
    public void close() {
        driver.close();
        lab.close();
    }
}
