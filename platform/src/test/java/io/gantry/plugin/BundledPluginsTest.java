package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.api.HardwareDriver;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.plugin.InstanceStatus.State;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledPluginsTest {
    private static final Path SHIPPED = Path.of("target", "plugins").toAbsolutePath();
    private static final int CYCLES = Integer.getInteger("gantry.unload.cycles", 100);
    /// Work makes a plugin load its libraries anew, which is what takes long.
    private static final int CYCLES_WITHOUT_WORK = 5;

    @TempDir
    Path directory;

    private static @Nullable HttpServer sealed;

    /// A service that answers, and does nothing for anybody.
    @BeforeAll
    static void start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var answer = "{\"errors\": [\"Vault is sealed\"]}".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(503, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        sealed = server;
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(sealed).stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transfer", "local", "pkcs11", "barbican", "vault", "deploy", "accelerators", "lab",
            "redfish", "ipmi"})
    void opensCallsClosesAndUnloadsAgainAndAgainAndLeavesNothing(String plugin) throws Exception {
        ship(plugin);
        var loaders = new ArrayList<WeakReference<ClassLoader>>();
        var options = plugin.equals("pkcs11") ? Optional.of(SoftHsm.options(directory)) : Optional.<String>empty();
        for (var i = 0; i < CYCLES; i++) {
            loaders.add(cycle(plugin, options, i % CYCLES_WITHOUT_WORK == 0));
        }
        assertCollected(loaders);
    }

    /// Alone, so that a hundred starts do not each sum all the others.
    private void ship(String plugin) throws IOException {
        try (var files = Files.newDirectoryStream(SHIPPED, plugin + "-*")) {
            for (var file : files) {
                Files.copy(file, TestWall.shipped(directory).resolve(file.getFileName()));
            }
        }
    }

    private WeakReference<ClassLoader> cycle(String plugin, Optional<String> options, boolean work)
            throws Exception {
        try (var wall = TestWall.open(directory, TestWall.shipped(directory),
                List.of(TestWall.entry(plugin, "^1.0.0")), drivers(plugin, options))) {
            assertEquals(List.of(), List.copyOf(wall.plugins().problems().values()));
            for (var one : wall.instances().list()) {
                assertEquals(State.OPEN, one.state(), one.cause());
            }
            if (work) {
                use(wall);
            }
            var loader = new WeakReference<>(Objects.requireNonNull(wall.plugins().loaded(plugin)).loader());
            wall.instances().close();
            for (var one : wall.instances().list()) {
                assertEquals(List.of(), one.leaked());
            }
            wall.plugins().unload(plugin, "the test is over");
            return loader;
        }
    }

    private static DriverEntry[] drivers(String plugin, Optional<String> options) {
        var ids = switch (plugin) {
            case "transfer" -> List.of("single", "parallel");
            case "deploy" -> List.of("direct", "ramdisk", "bootc", "anaconda", "custom-agent");
            case "vault" -> List.of("vault-kv", "vault-transit");
            case "accelerators" -> List.of("gpu", "fpga", "nic", "ssd", "pci");
            case "lab" -> List.of("lab-deploy", "lab-key-store", "lab-accelerator", "lab-hardware", "lab-hypervisor");
            default -> List.of(plugin);
        };
        return ids.stream()
                .map(id -> TestWall.driver("my-" + id, id, options.orElseGet(() -> options(id)), Duration.ofSeconds(10),
                        8))
                .toArray(DriverEntry[]::new);
    }

    private static String options(String driver) {
        var url = "http://127.0.0.1:" + Objects.requireNonNull(sealed).getAddress().getPort();
        return switch (driver) {
            case "barbican" -> "{ url: '" + url + "', project: lab }";
            case "vault-kv" -> "{ url: '" + url + "', role-id: lab }";
            case "redfish" -> "{ retries: 0 }";
            case "ipmi" -> "{ ipmitool: /bin/false }";
            case "vault-transit" -> "{ url: '" + url + "', token: 'env:PATH' }"; // a variable that is there
            default -> "{}";
        };
    }

    private static void use(TestWall wall) throws Exception {
        for (var accelerator : wall.instances().all(AcceleratorDriver.class)) {
            accelerator.call().discover();
        }
        var node = new Node("n1", Map.of("ipmi_address", "127.0.0.1", "redfish_address",
                "http://127.0.0.1:" + Objects.requireNonNull(sealed).getAddress().getPort()));
        for (var hardware : wall.instances().all(HardwareDriver.class)) {
            if (hardware.driver().equals("lab-hardware")) {
                hardware.call().power(node, Power.ON);
            } else {
                assertThrows(DriverException.class, () -> hardware.call().power(node));
            }
        }
        for (var store : wall.instances().all(io.gantry.api.KeyStore.class)) {
            var id = new SecretId("p", "s");
            var secret = new Secret("open sesame".getBytes(StandardCharsets.UTF_8));
            if (!options(store.driver()).equals("{}")) {
                var failure = assertThrows(DriverException.class, () -> store.call().put(id, secret));
                assertEquals(DriverException.Kind.UNREACHABLE, failure.kind(), failure.getMessage());
                continue;
            }
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
