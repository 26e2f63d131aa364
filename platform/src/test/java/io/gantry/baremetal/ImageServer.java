package io.gantry.baremetal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Where discs and images lie: a web server with ranges, which can serve badly.
final class ImageServer implements AutoCloseable {
    /// How it serves images; discs and what is small it always serves well.
    enum Mood {
        WELL,
        /// The first half of each answer, and no more for now.
        STALLS,
        /// The first half of each answer.
        BREAKS,
        /// One byte is another one.
        WRONG,
        /// 503.
        UNAVAILABLE
    }

    private static final int SMALL = 1 << 18;

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> breaks = new ConcurrentHashMap<>();
    private final AtomicInteger resumed = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;
    private volatile CountDownLatch calm = new CountDownLatch(0);

    ImageServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /// @return where it lies
    String put(String path, byte[] content) {
        files.put(path, content);
        return url(path);
    }

    String put(String path, String text) {
        return put(path, text.getBytes(UTF_8));
    }

    /// As part of a container.
    ///
    /// @return what a manifest says of it
    String blob(byte[] content) throws Exception {
        var digest = "sha256:" + DiskImages.sha256(content);
        put("/v2/os/image/blobs/" + digest, content);
        return "{\"digest\": \"%s\", \"size\": %d}".formatted(digest, content.length);
    }

    /// A container of one layer.
    ///
    /// @return where it lies, as `oci:`
    String container(String tag, byte[] layer) throws Exception {
        var manifest = "{\"config\": %s, \"layers\": [%s]}".formatted(blob("{}".getBytes(UTF_8)), blob(layer));
        put("/v2/os/image/manifests/" + tag, manifest);
        put("/v2/os/image/manifests/sha256:" + DiskImages.sha256(manifest.getBytes(UTF_8)), manifest);
        return url("/os/image:" + tag).replaceFirst("http", "oci");
    }

    /// The next so many answers of all of that file end in their middle.
    void breakAnswers(String path, int times) {
        breaks.put(path, new AtomicInteger(times));
    }

    /// How often somebody went on where an answer had ended.
    int resumed() {
        return resumed.get();
    }

    synchronized void mood(Mood wanted) {
        calm.countDown();
        calm = new CountDownLatch(wanted == Mood.STALLS ? 1 : 0);
        mood = wanted;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var content = files.get(path);
            if (content == null || (mood == Mood.UNAVAILABLE && content.length > SMALL)) {
                exchange.sendResponseHeaders(content == null ? 404 : 503, -1);
                return;
            }
            var range = exchange.getRequestHeaders().getFirst("Range");
            var from = range == null ? 0 : Integer.parseInt(range.replaceFirst("bytes=(\\d+)-.*", "$1"));
            var to = range == null || range.endsWith("-")
                    ? content.length
                    : Math.min(content.length, Integer.parseInt(range.replaceFirst(".*-", "")) + 1);
            exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(content) + "\"");
            if (range != null) {
                resumed.addAndGet(from > 0 && range.endsWith("-") ? 1 : 0);
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, content.length));
            }
            exchange.sendResponseHeaders(range == null ? 200 : 206, to - from);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, path, content, from, to);
            }
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, String path, byte[] content, int from, int to)
            throws IOException, InterruptedException {
        var out = exchange.getResponseBody();
        var half = from + (to - from) / 2;
        var now = to - from > SMALL ? mood : Mood.WELL;
        var breaking = breaks.get(path);
        if (now == Mood.BREAKS || (exchange.getRequestHeaders().getFirst("Range") == null && breaking != null
                && breaking.getAndDecrement() > 0)) {
            out.write(content, from, half - from);
            out.flush();
            throw new IOException("broken on purpose");
        }
        if (now == Mood.WRONG) {
            var wrong = Arrays.copyOfRange(content, from, to);
            wrong[wrong.length / 2] ^= 1;
            out.write(wrong);
            return;
        }
        if (now == Mood.STALLS) {
            out.write(content, from, half - from);
            out.flush();
            calm.await();
            throw new IOException("stalled on purpose");
        }
        out.write(content, from, to - from);
    }

    @Override
    public void close() {
        mood(Mood.WELL);
        server.stop(0);
    }
}
