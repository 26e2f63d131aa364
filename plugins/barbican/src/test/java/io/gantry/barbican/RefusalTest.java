package io.gantry.barbican;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that is not the answer one hoped for.
class RefusalTest {
    private static final SecretId ID = new SecretId("p", "s");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"400, FAILED", "401, FAILED", "403, FAILED", "404, FAILED", "413, INVALID", "429, BUSY",
            "500, UNREACHABLE",
            "502, UNREACHABLE", "503, UNREACHABLE", "302, FAILED", "200, FAILED"})
    void putTellsWhatTheStatusMeans(int status, Kind kind) throws Exception {
        answering(status, "{\"description\": \"b3BlbiBzZXNhbWU= is not valid\"}", store -> {
            var failure = refused(kind, () -> store.put(ID, Samples.secret("open sesame")));
            assertFalse(failure.contains("b3BlbiBz"), "quotes what was sent: " + failure);
        });
    }

    @Test
    void whatIsNotBarbicanDoesNotMakeASecretUnknown() throws Exception {
        var token = new Sheaf(new UUID(1, 2), List.of(new UUID(3, 4))).token();
        answering(404, "<html>no such page</html>", store -> {
            refused(Kind.FAILED, () -> store.get(ID, token));
            refused(Kind.FAILED, () -> store.delete(ID, token));
        });
        answering(404, "{\"code\": 404, \"title\": \"Not Found\", \"description\": \"Secret not found.\"}", store -> {
            assertEquals(Optional.empty(), store.get(ID, token));
            store.delete(ID, token);
        });
    }

    @Test
    void aUsedUpQuotaIsNotAFailureOfBarbican() throws Exception {
        try (var peer = BarbicanPeer.openWithQuota(directory, 2);
                var store = new BarbicanKeyStore(Samples.lab(peer.url(), "small"), Samples.context(directory));
                var everything = new Everything(peer.url(), "small")) {
            var message = refused(Kind.BUSY, () -> store.put(ID, new Secret(new byte[25_000])));
            assertTrue(message.contains("quota"), message);
            assertEquals(0, everything.count(), "parts left behind");
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var url = URI.create("http://127.0.0.1:" + port + "/v1/");
        try (var store = new BarbicanKeyStore(Samples.lab(url, "p"), Samples.context(directory))) {
            var message = refused(Kind.UNREACHABLE, () -> store.put(ID, Samples.secret("open sesame")));
            assertTrue(message.contains("127.0.0.1:" + port), message);
        }
    }

    @Test
    void halfALoginIsRefusedBeforeAnythingIsAsked() {
        var half = new BarbicanOptions(URI.create("http://127.0.0.1:9311"),
                Optional.of(URI.create("http://127.0.0.1:5000/v3")),
                Optional.of("gantry"), Optional.empty(), "hardware", "Default", "Default", Optional.empty(),
                Samples.TIMEOUT);
        refused(Kind.INVALID, () -> new BarbicanKeyStore(half, Samples.context(directory)));
        for (var url : List.of("ftp://h", "http://user:pass@h:1/", "barbican")) {
            var message = refused(Kind.INVALID,
                    () -> new BarbicanKeyStore(Samples.lab(URI.create(url), "p"), Samples.context(directory)));
            assertFalse(message.contains("pass"), message);
        }
    }

    private static String refused(Kind kind, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }

    private interface Use {
        void of(BarbicanKeyStore store) throws Exception;
    }

    private void answering(int status, String body, Use use) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (var store = new BarbicanKeyStore(Samples.lab(url, "p"), Samples.context(directory))) {
            use.of(store);
        } finally {
            server.stop(0);
        }
    }
}
