package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import io.gantry.api.AcceleratorDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it measures")
class IsolationTest {
    private static final Pattern FIGURES = Pattern.compile(HundredPlugins.FIGURES.replace("+", "\\+")
            .replaceFirst("%d", "\\\\d+")
            .replaceFirst("%d", "\\\\d+")
            .replaceFirst("%d", "(?<heap>-?\\\\d+)")
            .replaceFirst("%d", "(?<classes>-?\\\\d+)"));
    /// Half a mebibyte for each plugin would be a leak, or a cache that none of them needs.
    private static final long MOST_KIBIBYTES = 50 << 10;

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
                        return List.of(new Device("1", Device.Kind.PCI, "a", "b", name, List.of(), List.of(), Map.of()));
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
        for (var i = 0; i < HundredPlugins.COUNT; i++) {
            all.accelerator("card-" + i, "");
        }
        var classes = all.compile();
        for (var i = 0; i < HundredPlugins.COUNT; i++) {
            var name = "t.Dcard" + i;
            var file = name.replace('.', '/') + ".class";
            TestPlugin.named("card-" + i)
                    .entry(file, Objects.requireNonNull(classes.get(file)))
                    .entry(PluginArchive.INDEX, name.getBytes(StandardCharsets.UTF_8))
                    .jar(TestWall.shipped(directory).resolve("card-" + i + ".jar"));
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-XX:+UseSerialGC", "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), HundredPlugins.class.getName(), directory.toString())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            var said = output.lines().filter(line -> !line.contains(" INFO ")).toList();
            assertEquals(0, process.waitFor(), said.toString());
            var figures = FIGURES.matcher(said.getLast());
            assertTrue(figures.matches(), said.toString());
            System.out.println(said.getLast());
            var kibibytes = Long.parseLong(figures.group("heap")) + Long.parseLong(figures.group("classes"));
            assertTrue(kibibytes > 0 && kibibytes < MOST_KIBIBYTES, said.getLast());
        } finally {
            process.destroyForcibly();
        }
    }
}
