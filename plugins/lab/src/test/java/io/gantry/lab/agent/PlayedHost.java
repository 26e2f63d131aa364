package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What an agent meets on the network: lookup and heartbeat of a host, and files that can be fetched with or without interruptions.
final class PlayedHost implements AutoCloseable {
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final String NODE = "5c1a1c66-2d0f-4c2f-9c62-3f8f6e8b1f01";

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final BlockingQueue<Map<String, @Nullable Object>> heartbeats = new LinkedBlockingQueue<>();
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> machineAddress = new AtomicReference<>("");
    private final AtomicInteger breaks = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    PlayedHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/baremetal/v1/lookup", this::lookup);
        server.createContext("/baremetal/v1/heartbeat/", this::heartbeat);
        server.createContext("/", this::file);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// @return its address
    String serve(String path, byte[] content) {
        files.put(path, content);
        return url() + path;
    }

    /// The next so many answers end in their middle.
    void breakAnswers(int times) {
        breaks.set(times);
        requests.set(0);
    }

    /// How many files were asked for since then.
    int requests() {
        return requests.get();
    }

    /// The query of the last lookup.
    String asked() {
        return asked.get();
    }

    /// What the last request for a file said about the machine that asks.
    String machineAddress() {
        return machineAddress.get();
    }

    Map<String, @Nullable Object> nextHeartbeat() throws InterruptedException {
        var next = heartbeats.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no heartbeat within a minute");
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void lookup(HttpExchange exchange) throws IOException {
        asked.set(exchange.getRequestURI().getQuery());
        send(exchange, 200, Json.write(Map.of("node", Map.of("uuid", NODE), "config",
                Map.of("heartbeat_timeout", 2, "agent_token", TOKEN, "agent_md5_checksum_enable", true))));
    }

    private void heartbeat(HttpExchange exchange) throws IOException {
        heartbeats.add(Json.object(exchange.getRequestBody().readAllBytes()));
        send(exchange, 202, new byte[0]);
    }

    private void file(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        machineAddress.set(String.valueOf(exchange.getRequestHeaders().getFirst("X-RHN-Provisioning-MAC-0")));
        var content = files.get(exchange.getRequestURI().getPath());
        if (content == null) {
            send(exchange, 404, "nothing here".getBytes(UTF_8));
            return;
        }
        var range = exchange.getRequestHeaders().getFirst("Range");
        var from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.getResponseHeaders().put("ETag", List.of("\"" + content.length + "\""));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        try (exchange) {
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            var whole = breaks.getAndDecrement() <= 0;
            var length = whole ? content.length - from : (content.length - from) / 2;
            exchange.getResponseBody().write(content, from, length);
            exchange.getResponseBody().flush();
        } catch (IOException broken) {
            // As intended, or the agent died.
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
