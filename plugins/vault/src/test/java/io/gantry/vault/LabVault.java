package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// A stand-in for Vault or OpenBao: KV version 2 at `secret`, version 1 at `old`, transit at `transit`, AppRole at `approle`. It answers as the
/// documentation and OpenBao's behaviour say, down to the words; it is not the real one.
final class LabVault implements AutoCloseable {
    private final HttpServer server;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private final AtomicReference<Optional<String>> namespace = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<BiFunction<String, String, Optional<Reply>>>> mischief = new AtomicReference<>(
            Optional.empty());
    final LabTokens tokens = new LabTokens(now::get);
    final LabKeyValue secrets = new LabKeyValue();
    final LabTransit transit = new LabTransit();

    LabVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Instant now() {
        return now.get();
    }

    void pass(java.time.Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    /// Nothing is to be found without that header from now on.
    void expectNamespace(String name) {
        namespace.set(Optional.of(name));
    }

    /// What to answer instead, by method and path; one that returns nothing leaves the answer as it is.
    void misbehave(BiFunction<String, String, Optional<Reply>> instead) {
        mischief.set(Optional.of(instead));
    }

    void behave() {
        mischief.set(Optional.empty());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var bytes = exchange.getRequestBody().readAllBytes();
            var body = bytes.length == 0 ? MissingNode.getInstance() : Reply.JSON.readTree(bytes);
            var reply = reply(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Reply reply(HttpExchange exchange, JsonNode body) {
        var method = exchange.getRequestMethod();
        var path = exchange.getRequestURI().getPath().replaceFirst("^/v1/", "");
        var headers = exchange.getRequestHeaders();
        var instead = mischief.get().flatMap(what -> what.apply(method, path));
        if (instead.isPresent()) {
            return instead.get();
        }
        if (!namespace.get().equals(Optional.ofNullable(headers.getFirst("X-Vault-Namespace")))) {
            return missing(path);
        }
        if (path.equals("auth/approle/login")) {
            return tokens.logIn(body);
        }
        var token = String.valueOf(headers.getFirst("X-Vault-Token"));
        if (!tokens.valid(token) || !"true".equals(headers.getFirst("X-Vault-Request"))) {
            return Reply.error(403, "permission denied");
        }
        return engine(method, path, body, token);
    }

    private Reply engine(String method, String path, JsonNode body, String token) {
        var mount = path.replaceFirst("/.*", "");
        var rest = path.substring(Math.min(path.length(), mount.length() + 1));
        return switch (mount) {
            case "auth" ->
                rest.startsWith("token/") ? tokens.self(rest.substring("token/".length()), token) : missing(path);
            case "secret" -> secrets.answer(method, rest, body);
            case "old" -> Reply.done();
            case "transit" -> transit.answer(method, rest, body);
            default -> missing(path);
        };
    }

    private static Reply missing(String path) {
        return Reply.error(404, "no handler for route \"" + path + "\". route entry not found.");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
