package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.gantry.api.AcceleratorDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void sharesExactlyThesePackages() {
        assertEquals(List.of("io.gantry.api.", "org.jspecify.", "org.pf4j.", "org.slf4j."), Wall.SHARED);
    }

    @Test
    void showsAPluginNothingElseOfTheHost() throws Exception {
        TestPlugin.named("alone").accelerator("alone", "").jar(TestWall.shipped(directory).resolve("alone.jar"));
        try (var wall = TestWall.open(directory, List.of("alone"))) {
            var loader = Objects.requireNonNull(wall.plugins().loaded("alone")).loader();
            for (var name : List.of("io.gantry.base.Problem", "io.gantry.plugin.Drivers",
                    "io.micronaut.context.ApplicationContext",
                    "com.fasterxml.jackson.databind.ObjectMapper", "org.yaml.snakeyaml.Yaml", "org.h2.Driver")) {
                assertThrows(ClassNotFoundException.class, () -> loader.loadClass(name), name);
            }
            assertEquals(null, loader.getResource("application.yml"));
            assertEquals(AcceleratorDriver.class, loader.loadClass(AcceleratorDriver.class.getName()));
        }
    }

    @Test
    void letsAPluginBringAnotherJackson() throws Exception {
        var plugin = TestPlugin.named("jackson").accelerator("with-jackson", """
                public List<Device> discover() {
                    try {
                        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
                        var name = mapper.version() + " " + mapper.writeValueAsString(Map.of("works", true));
                        return List.of(new Device("1", Device.Kind.PCI, name, Map.of(), Set.of(), List.of(), Map.of()));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                """);
        try (var jars = Files.list(Path.of("target", "other-jackson"))) {
            jars.sorted().forEach(jar -> plugin.library(jar.toAbsolutePath()));
        }
        plugin.zip(TestWall.shipped(directory).resolve("jackson.zip"));
        try (var wall = TestWall.open(directory, List.of("jackson"),
                TestWall.driver("j", "with-jackson", "{}", java.time.Duration.ofSeconds(20), 1))) {
            assertEquals("", wall.status("j").cause());
            assertEquals("2.17.2 {\"works\":true}",
                    wall.instances().get(AcceleratorDriver.class, "j").call().discover().getFirst().name());
            assertNotEquals("2.17.2", PackageVersion.VERSION.toString());
        }
    }

    @Test
    void loadsAHundredPlugins() throws Exception {
        var all = TestPlugin.named("all");
        for (var i = 0; i < 100; i++) {
            all.accelerator("card-" + i, "");
        }
        var classes = all.compile();
        for (var i = 0; i < 100; i++) {
            var name = "t.Dcard" + i;
            var file = name.replace('.', '/') + ".class";
            TestPlugin.named("card-" + i)
                    .entry(file, Objects.requireNonNull(classes.get(file)))
                    .entry(PluginArchive.INDEX, name.getBytes(StandardCharsets.UTF_8))
                    .jar(TestWall.shipped(directory).resolve("card-" + i + ".jar"));
        }
        var ids = java.util.stream.IntStream.range(0, 100).mapToObj(i -> "card-" + i).toList();
        var drivers = ids.stream()
                .map(id -> TestWall.driver(id, id, "{}", java.time.Duration.ofSeconds(20), 1))
                .toArray(DriverEntry[]::new);
        var before = used();
        var began = System.nanoTime();
        try (var wall = TestWall.open(directory, ids, drivers)) {
            var millis = (System.nanoTime() - began) / 1_000_000;
            assertEquals(100, wall.instances().all(AcceleratorDriver.class).size());
            System.out.printf(
                    "100 plugins unpacked, checked, loaded and opened in %d ms, %d KiB of heap and metaspace%n", millis,
                    (used() - before) / 1024);
        }
        began = System.nanoTime();
        try (var wall = TestWall.open(directory, ids, drivers)) {
            assertEquals(100, wall.instances().all(AcceleratorDriver.class).size());
            System.out.printf("100 plugins loaded again from the store in %d ms%n",
                    (System.nanoTime() - began) / 1_000_000);
        }
    }

    private static long used() {
        System.gc();
        var heap = java.lang.management.ManagementFactory.getMemoryMXBean();
        return heap.getHeapMemoryUsage().getUsed() + heap.getNonHeapMemoryUsage().getUsed();
    }
}
