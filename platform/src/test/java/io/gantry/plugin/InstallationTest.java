package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.base.Problem;
import io.gantry.plugin.InstanceStatus.State;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path directory = Path.of("");

    private Path plugin(String version, String body) throws IOException {
        return TestPlugin.named("acme")
                .manifest("Plugin-Version", version)
                .accelerator("acme-card", body)
                .jar(directory.resolve("upload").resolve("acme-" + version + ".jar"));
    }

    private static String finding(String name) {
        return "public List<Device> discover() { return List.of(new Device(\"1\", Device.Kind.FPGA, \"a\", \"b\", \""
                + name
                + "\", List.of(), List.of(), Map.of())); }";
    }

    private static Installation installation(TestWall wall) {
        return new Installation(wall.plugins(), wall.instances());
    }

    private static String found(TestWall wall) throws InterruptedException {
        return wall.instances().get(AcceleratorDriver.class, "card").call().discover().getFirst().name();
    }

    @Test
    void installsAndKeepsWhatAnInstanceWaitsFor() throws Exception {
        var card = TestWall.driver("card", "acme-card", "{}");
        try (var wall = TestWall.open(directory, List.of("acme"), card)) {
            assertEquals(State.QUARANTINED, wall.status("card").state());
            var status = installation(wall).install(plugin("1.0.0", finding("one")), "acme.jar", Optional.empty());
            assertEquals(PluginStatus.State.LOADED, status.state());
            assertEquals("one", found(wall));
        }
        try (var wall = TestWall.open(directory, List.of("acme"), card)) {
            assertEquals("one", found(wall));
        }
    }

    @Test
    void atStartRemovesCopiesOfShippedFilesThatAreShippedNoMore() throws Exception {
        var shipped = TestWall.shipped(directory);
        Files.move(plugin("1.0.0", finding("one")), shipped.resolve("acme-1.0.0.jar"));
        TestPlugin.named("other").accelerator("other-card", "").jar(shipped.resolve("other.jar"));
        var upload = TestPlugin.named("third").accelerator("third-card", "").jar(directory.resolve("third.jar"));
        try (var wall = TestWall.open(directory, List.of("acme"))) {
            installation(wall).install(upload, "third.jar", Optional.empty());
            assertEquals(List.of("acme-1.0.0", "other-1.0.0", "third-1.0.0"), copies());
        }
        Files.delete(shipped.resolve("acme-1.0.0.jar"));
        Files.move(plugin("1.1.0", finding("two")), shipped.resolve("acme-1.1.0.jar"));
        try (var wall = TestWall.open(directory, List.of("acme"))) {
            assertEquals("1.1.0", wall.plugins().get("acme").version());
            assertEquals(List.of("acme-1.1.0", "other-1.0.0", "third-1.0.0"), copies());
        }
    }

    private List<String> copies() throws IOException {
        try (var copies = Files.list(directory.resolve("data/plugins"))) {
            return copies.map(copy -> copy.getFileName().toString().replaceFirst("-[0-9a-f]{12}$", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void replacesAPluginWhileCallsRunAndLeavesNothingOfTheOldOne() throws Exception {
        try (var wall = TestWall.open(directory, List.of("acme"), TestWall.driver("card", "acme-card", "{}"))) {
            var installation = installation(wall);
            installation.install(plugin("1.0.0", finding("one")), "acme.jar", Optional.empty());
            var old = new WeakReference<>(Objects.requireNonNull(wall.plugins().loaded("acme")).loader());
            var stop = new AtomicBoolean();
            var outcomes = ConcurrentHashMap.<String>newKeySet();
            var callers = List.of(1, 2, 3, 4).stream().map(_ -> Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    outcomes.add(outcome(wall));
                }
            })).toList();
            for (var version : List.of("1.1.0", "1.2.0", "1.3.0")) {
                installation.install(plugin(version, finding(version)), "acme.jar", Optional.empty());
                assertEquals(version, found(wall));
            }
            stop.set(true);
            for (var caller : callers) {
                caller.join();
            }
            outcomes.removeAll(List.of("one", "1.1.0", "1.2.0", "1.3.0", "UNREACHABLE", "UNAVAILABLE"));
            assertEquals(java.util.Set.of(), outcomes);
            BundledPluginsTest.assertCollected(List.of(old));
            try (var stored = Files.list(directory.resolve("data/plugins"))) {
                assertEquals(1, stored.count());
            }
        }
    }

    private static String outcome(TestWall wall) {
        try {
            return found(wall);
        } catch (io.gantry.api.DriverException e) {
            return e.kind().name();
        } catch (Problem e) {
            return e.kind().name();
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    @Test
    void putsTheOldOneBackWhenTheNewOneWillNotDo() throws Exception {
        try (var wall = TestWall.open(directory, List.of("acme"), TestWall.driver("card", "acme-card", "{}"))) {
            var installation = installation(wall);
            installation.install(plugin("1.0.0", finding("one")), "acme.jar", Optional.empty());
            var refused = assertThrows(Problem.class, () -> installation.install(
                    plugin("1.1.0",
                            "public Dacmecard() { throw new DriverException(DriverException.Kind.UNREACHABLE, \"no card\"); }"),
                    "acme.jar", Optional.empty()));
            assertTrue(refused.detail().contains("'card' cannot be opened with it (no card)"), refused.detail());
            assertTrue(refused.detail().endsWith("version 1.0.0 is in use again"), refused.detail());
            assertEquals("one", found(wall));
            assertEquals("1.0.0", wall.plugins().get("acme").version());
        }
    }

    @Test
    void refusesWhatTheOperatorsFileDoesNotAdmit() throws Exception {
        try (var wall = TestWall.open(directory, TestWall.shipped(directory),
                List.of(TestWall.entry("acme", "^1.0.0")))) {
            var installation = installation(wall);
            var file = plugin("2.0.0", "");
            var refused = assertThrows(Problem.class, () -> installation.install(file, "acme.jar", Optional.empty()));
            assertTrue(
                    refused.detail()
                            .startsWith("acme.jar: plugin 'acme' is refused: its version 2.0.0 is not within ^1.0.0"),
                    refused.detail());
            assertThrows(Problem.class, () -> installation.install(file, "acme.jar", Optional.of("0".repeat(64))));
            assertEquals(PluginStatus.State.REFUSED, wall.plugins().get("acme").state());
        }
    }

    @Test
    void removesAPluginWithAllItsInstances() throws Exception {
        try (var wall = TestWall.open(directory, List.of("acme"), TestWall.driver("card", "acme-card", "{}"))) {
            var installation = installation(wall);
            installation.install(plugin("1.0.0", finding("one")), "acme.jar", Optional.empty());
            assertEquals(List.of(), installation.remove("acme").leaked());
            assertEquals(State.CLOSED, wall.status("card").state());
            assertEquals("plugin 'acme' was removed", wall.status("card").cause());
            assertEquals(List.of(), wall.plugins().types());
            assertEquals(Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> installation.remove("acmee")).kind());
        }
    }
}
