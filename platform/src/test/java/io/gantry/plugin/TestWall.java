package io.gantry.plugin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plugin host by itself, without the rest of Gantry.
///
/// @param directory where everything of the test lies: `plugins` are shipped, `data` is the host's
record TestWall(Path directory, Plugins plugins, Instances instances, MeterRegistry meters) implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofMillis(400);

    static Path shipped(Path directory) throws IOException {
        return Files.createDirectories(directory.resolve("plugins"));
    }

    /// Loads every plugin named and opens the instances.
    static TestWall open(Path directory, List<String> ids, DriverEntry... drivers) throws Exception {
        return open(directory, shipped(directory), ids.stream().map(id -> entry(id, "*")).toList(), drivers);
    }

    static TestWall open(Path directory, Path shipped, List<PluginEntry> entries, DriverEntry... drivers)
            throws Exception {
        var settings = new PluginSettings(directory.resolve("gantry.yaml"), directory.resolve("data"), shipped, entries,
                List.of(drivers));
        var plugins = Plugins.load(settings);
        var meters = new SimpleMeterRegistry();
        var instances = new Instances(settings, plugins, InstantSource.system(), meters);
        instances.start();
        return new TestWall(directory, plugins, instances, meters);
    }

    static PluginEntry entry(String id, String version) {
        return new PluginEntry(id, version, Optional.empty(), 1, 1);
    }

    static DriverEntry driver(String name, String driver, String options) {
        return driver(name, driver, options, DEADLINE, 8);
    }

    static DriverEntry driver(String name, String driver, String options, Duration deadline, int concurrency) {
        var mistakes = new Mistakes("/gantry.yaml");
        var node = Document.compose(options, mistakes)
                .orElseThrow(() -> new IllegalArgumentException(mistakes.toString()));
        return new DriverEntry(name, driver, true, false, deadline, concurrency, java.util.Optional.empty(), node,
                "/gantry.yaml", 1, 1);
    }

    InstanceStatus status(String instance) {
        return instances.status(instance);
    }

    List<String> states() {
        var states = new ArrayList<String>();
        instances.list().forEach(one -> states.add(one.name() + " " + one.state()));
        return states;
    }

    @Override
    public void close() {
        instances.close();
        plugins.close();
    }
}
