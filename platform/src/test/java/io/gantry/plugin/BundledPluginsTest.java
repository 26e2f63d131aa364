package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.plugin.InstanceStatus.State;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledPluginsTest {
    private static final Path SHIPPED = Path.of("target", "plugins").toAbsolutePath();
    private static final int CYCLES = Integer.getInteger("gantry.unload.cycles", 100);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"transfer", "local", "direct", "pci", "lab"})
    void opensCallsClosesAndUnloadsAgainAndAgainAndLeavesNothing(String plugin) throws Exception {
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        for (var i = 0; i < CYCLES; i++) {
            loaders.add(cycle(plugin));
        }
        assertCollected(loaders);
    }

    private WeakReference<ClassLoader> cycle(String plugin) throws Exception {
        try (var wall = TestWall.open(directory, SHIPPED, List.of(TestWall.entry(plugin, "^1.0.0")), drivers(plugin))) {
            assertEquals(List.of(), List.copyOf(wall.plugins().problems().values()));
            for (var one : wall.instances().list()) {
                assertEquals(State.OPEN, one.state(), one.cause());
            }
            use(wall);
            var loader = new WeakReference<>(Objects.requireNonNull(wall.plugins().loaded(plugin)).loader());
            wall.instances().close();
            for (var one : wall.instances().list()) {
                assertEquals(List.of(), one.leaked());
            }
            wall.plugins().unload(plugin, "the test is over");
            return loader;
        }
    }

    private static DriverEntry[] drivers(String plugin) {
        var ids = switch (plugin) {
            case "transfer" -> List.of("single", "parallel");
            case "lab" -> List.of("lab-deploy", "lab-key-store", "lab-accelerator", "lab-hardware", "lab-hypervisor");
            default -> List.of(plugin);
        };
        return ids.stream()
                .map(id -> TestWall.driver("my-" + id, id, "{}", Duration.ofSeconds(10), 8))
                .toArray(DriverEntry[]::new);
    }

    private static void use(TestWall wall) throws Exception {
        for (var accelerator : wall.instances().all(AcceleratorDriver.class)) {
            accelerator.call().discover();
        }
        for (var store : wall.instances().all(io.gantry.api.KeyStore.class)) {
            var id = new SecretId("p", "s");
            var secret = new Secret("open sesame".getBytes(StandardCharsets.UTF_8));
            var token = store.call().put(id, secret);
            assertEquals(secret, store.call().get(id, token).orElseThrow());
            store.call().delete(id, token);
        }
    }

    static void assertCollected(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (alive(loaders) > 0 && System.nanoTime() < until) {
            System.gc();
            Thread.onSpinWait();
        }
        assertEquals(0, alive(loaders), "class loaders that could not be collected, of " + loaders.size());
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(one -> !one.refersTo(null)).count();
    }
}
