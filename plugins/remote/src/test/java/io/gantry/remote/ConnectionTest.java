package io.gantry.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// Networks as they are.
class ConnectionTest {
    private static final Request REQUEST = new Request("GET", "/thing");
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    @Test
    void believesWhomTheCertificatesInAFileVouchFor() throws Exception {
        var server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity("server")));
        serve(server);
        try {
            var url = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/base/");
            assertEquals("/base/thing", send(url, Optional.of(directory.resolve("server.pem"))));
            identity("stranger");
            for (var file : List.of(Optional.of(directory.resolve("stranger.pem")), Optional.<Path>empty())) {
                assertTrue(refused(Kind.UNREACHABLE, () -> send(url, file)).contains("ca-file"));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void namesAFileWithoutCertificates() throws IOException {
        var empty = Files.writeString(directory.resolve("empty.pem"), "");
        for (var file : List.of(empty, directory.resolve("missing.pem"))) {
            var message = refused(Kind.INVALID, () -> send(URI.create("https://127.0.0.1:1"), Optional.of(file)));
            assertTrue(message.contains(file.toString()), message);
        }
    }

    @Test
    void doesNotWaitForeverForWhoeverAcceptsAndIsSilent() throws IOException {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            assertTrue(refused(Kind.UNREACHABLE, () -> send(url, Optional.empty(), Duration.ofMillis(200)))
                    .contains("200 ms"));
        }
    }

    @Test
    void readsNoEndlessAnswer() throws IOException {
        var server = HttpServer.create(loopback(), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                for (var block = new byte[1 << 20];;) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException closed) {
                // as it should be
            }
        });
        server.start();
        try {
            refused(Kind.UNREACHABLE,
                    () -> send(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional.empty()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void printsNothingOfWhatItCarries() {
        var request = REQUEST.with(Map.of("X-Auth-Token", "canary")).with(Json.object().put("payload", "canary"));
        assertFalse(request.toString().contains("canary"), request.toString());
        assertTrue(Json.read("{\"canary\"".getBytes(UTF_8)).isMissingNode());
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void serve(HttpServer server) {
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath().getBytes(UTF_8);
                exchange.sendResponseHeaders(200, path.length);
                exchange.getResponseBody().write(path);
            }
        });
        server.start();
    }

    private static String send(URI url, Optional<Path> ca) throws InterruptedException {
        return send(url, ca, Duration.ofSeconds(10));
    }

    private static String send(URI url, Optional<Path> ca, Duration timeout) throws InterruptedException {
        try (var connection = new Connection("Service", url, ca, timeout, Thread.ofVirtual().factory())) {
            return new String(connection.send(REQUEST).body(), UTF_8);
        }
    }

    private static String refused(Kind kind, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }

    /// Makes a key with a certificate for the loopback, and leaves the certificate in a PEM file of that name.
    private SSLContext identity(String name) throws Exception {
        var file = directory.resolve(name + ".p12");
        keytool("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1",
                "-keystore", file.toString(), "-storepass", PASSWORD);
        keytool("-exportcert", "-rfc", "-alias", name, "-file", directory.resolve(name + ".pem").toString(),
                "-keystore",
                file.toString(), "-storepass", PASSWORD);
        var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... words) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
