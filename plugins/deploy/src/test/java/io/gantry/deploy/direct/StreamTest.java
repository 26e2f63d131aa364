package io.gantry.deploy.direct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gantry.api.DriverException;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.tck.BareBench;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images that come over a network which breaks.
class StreamTest {
    private static final byte[] IMAGE = new byte[(3 << 20) + 77];

    static {
        new Random(3).nextBytes(IMAGE);
    }

    @TempDir
    Path directory = Path.of("");

    private final HttpServer server;
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private byte[] content = IMAGE;
    private boolean ranges = true;

    StreamTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() throws IOException {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        Files.write(directory.resolve("disk"), new byte[4 << 20]);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        var range = exchange.getRequestHeaders().getFirst("Range");
        var from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(content) + "\"");
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        try (exchange) {
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
            var length = breaks.getAndDecrement() > 0 ? (content.length - from) / 2 : content.length - from;
            exchange.getResponseBody().write(content, from, length);
        } catch (IOException asIntended) {
            // The test wants the connection to break.
        }
    }

    private void deploy(String format, String algorithm) throws Exception {
        var sum = algorithm.toLowerCase(Locale.ROOT).replace("-", "") + ":"
                + HexFormat.of().formatHex(digest(algorithm, content));
        var image = new Image("sample", URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/image"),
                format.equals("raw") ? content.length : 0, sum,
                Map.of("format", format, "partition-table", format.equals("raw") ? "gpt" : "unknown"));
        new DirectDeploy(new DirectOptions(1)).deploy(
                new Deployment("n1", Set.of(), Map.of(), image, Optional.of(directory.resolve("disk"))),
                new BareBench(), (_, _, _) -> {});
    }

    private static byte[] digest(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(bytes);
    }

    private byte[] written() throws IOException {
        return Arrays.copyOf(Files.readAllBytes(directory.resolve("disk")), IMAGE.length);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        breaks.set(3);
        deploy("raw", "SHA-512");
        assertArrayEquals(IMAGE, written());
        assertEquals(4, asked.get());
    }

    @Test
    void unpacksWhileItWrites() throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(IMAGE);
        }
        content = packed.toByteArray();
        breaks.set(1);
        deploy("gzip", "SHA-256");
        assertArrayEquals(IMAGE, written());
    }

    @Test
    void leavesAnUnusableDiskWhenTheServerCannotGoOn() throws Exception {
        breaks.set(1);
        ranges = false;
        var failed = assertThrows(DriverException.class, () -> deploy("raw", "SHA-256"));
        assertTrue(String.valueOf(failed.getMessage()).contains("cannot be continued at byte"), failed.getMessage());
        assertArrayEquals(new byte[4096], Arrays.copyOf(written(), 4096));
    }
}
