package io.gantry.lab.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Serves Redfish for a directory of lab machines, on the loopback.
public final class LabRedfish implements AutoCloseable {
    private static final int LONGEST_BODY = 1 << 20;
    private static final String QUIRKS = "/lab/quirks";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Quirks quirks = new Quirks();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Sessions sessions;
    private final PowerButton power;
    private final Router router;
    private final Tasks tasks;
    private final String scheme;

    /// Answers when this returns.
    public LabRedfish(LabRedfishOptions options) throws IOException, InterruptedException {
        var rack = new Rack(options.machines());
        rack.fill(options.count());
        quirks.set(options.quirks());
        sessions = new Sessions(options.user(), options.password(), options.session(), quirks);
        power = new PowerButton(rack, quirks, options.delay());
        router = new Router(rack, quirks, sessions, power);
        tasks = new Tasks(quirks);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
        scheme = options.tls() == null ? "http" : "https";
        server = options.tls() == null ? HttpServer.create(address, 0) : secure(address, options);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    private static HttpServer secure(InetSocketAddress address, LabRedfishOptions options) throws IOException {
        var secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(Objects.requireNonNull(options.tls())));
        return secure;
    }

    /// Prints one line with its URL, and answers until it is killed.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Else answers come 40 ms late.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try (var lab = new LabRedfish(LabRedfishOptions.parse(arguments))) {
            System.out.println("Redfish answers at " + lab.url());
            lab.closed.await();
        }
    }

    /// Where it answers, without a slash at the end.
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What it does otherwise than it should.
    public Quirks quirks() {
        return quirks;
    }

    /// How many clients are logged in.
    public int sessions() {
        return sessions.count();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY);
            if (!path.equals(QUIRKS) && fails(exchange)) {
                return;
            }
            send(exchange, path.equals(QUIRKS) ? quirks(exchange, bytes) : reply(exchange, bytes));
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean fails(HttpExchange exchange) throws IOException, InterruptedException {
        while (quirks.has(Quirk.SILENT)) {
            if (closed.await(20, TimeUnit.MILLISECONDS)) {
                return true;
            }
        }
        if (quirks.has(Quirk.LATE) && closed.await(1, TimeUnit.SECONDS)) {
            return true;
        }
        if (quirks.has(Quirk.GARBAGE)) {
            var text = "<html>Login</html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            return true;
        }
        if (quirks.has(Quirk.ENDLESS)) {
            exchange.sendResponseHeaders(200, 0);
            for (var block = " ".repeat(1 << 16).getBytes(UTF_8); quirks.has(Quirk.ENDLESS);) {
                exchange.getResponseBody().write(block);
            }
            return true;
        }
        return false;
    }

    private Reply reply(HttpExchange exchange, byte[] bytes) throws IOException, InterruptedException {
        try {
            if (quirks.strikes(Quirk.UNAVAILABLE)) {
                throw new Refusal(503, "ServiceTemporarilyUnavailable", "Try again later.");
            }
            var path = exchange.getRequestURI().getPath().replaceFirst("/+$", "");
            var match = exchange.getRequestHeaders().getFirst("If-Match");
            var call = new Call(exchange.getRequestMethod(), path, body(bytes), match == null ? "" : match);
            var open = path.equals("/redfish") || path.equals(Pages.ROOT)
                    || (path.equals(Sessions.COLLECTION) && call.is("POST"));
            if (!open) {
                sessions.admit(exchange.getRequestHeaders());
            }
            if (call.is("PATCH")) {
                precondition(call);
            }
            if (call.below(Tasks.BASE).isPresent()) {
                return tasks.answer(call);
            }
            return tasks.takes(call) ? tasks.begin(() -> routed(call)) : routed(call);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (IOException | IllegalStateException failed) {
            System.err.println(exchange.getRequestMethod() + " " + exchange.getRequestURI() + ": " + failed);
            return Reply.error(500, "InternalError", String.valueOf(failed));
        }
    }

    private Reply routed(Call call) throws IOException, InterruptedException {
        try {
            return tagged(router.answer(call));
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private static JsonNode body(byte[] bytes) throws Refusal {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : Reply.JSON.readTree(new String(bytes, UTF_8));
        } catch (JsonProcessingException notJson) {
            throw new Refusal(400, "MalformedJSON", "The body is no JSON.");
        }
    }

    private static String tag(JsonNode page) {
        return "\"" + Integer.toHexString(page.toString().hashCode()) + "\"";
    }

    private static Reply tagged(Reply reply) {
        return reply.status() == 200 ? reply.with("ETag", tag(reply.body())) : reply;
    }

    private void precondition(Call call) throws Refusal, IOException, InterruptedException {
        var page = router.answer(new Call("GET", call.path(), MissingNode.getInstance(), ""));
        if (page.status() != 200) {
            return;
        }
        if (call.match().isEmpty() && quirks.has(Quirk.ETAG_REQUIRED)) {
            throw new Refusal(428, "PreconditionRequired", "If-Match is needed.");
        }
        if (!call.match().isEmpty() && !call.match().equals("*") && !call.match().equals(tag(page.body()))) {
            throw new Refusal(412, "PreconditionFailed", "The resource has changed.");
        }
    }

    private Reply quirks(HttpExchange exchange, byte[] bytes) throws IOException {
        try {
            if (exchange.getRequestMethod().equals("PUT")) {
                var wanted = new ArrayList<Quirk>();
                for (var word : Reply.JSON.readTree(bytes)) {
                    wanted.add(Quirk.of(word.asText()));
                }
                quirks.set(wanted);
            }
        } catch (JsonProcessingException | IllegalArgumentException mistake) {
            return Reply.error(400, "GeneralError", String.valueOf(mistake.getMessage()));
        }
        var all = Reply.JSON.createArrayNode();
        quirks.all().forEach(quirk -> all.add(quirk.word()));
        return Reply.of(all);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("OData-Version", "4.0");
        // The server closes then, but does not say so, and who asked would send the next request into the closing connection.
        if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
            headers.set("Connection", "close");
        }
        reply.headers().forEach(headers::set);
        if (reply.body().isMissingNode()) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        headers.set("Content-Type", "application/json");
        var bytes = reply.body().toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        quirks.set(java.util.List.of());
        power.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
