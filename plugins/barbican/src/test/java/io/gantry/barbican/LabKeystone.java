package io.gantry.barbican;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A stand-in for Keystone, version 3: password logins, and what a service asks to check a token. Not the real one, but Barbican's own
/// middleware believes it.
final class LabKeystone implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PASSWORDS = Map.of("gantry", "right", "barbican", "of-the-service");

    private final HttpServer server;
    private final Duration life;
    private final Map<String, ObjectNode> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();

    /// @param life of a token
    LabKeystone(Duration life) throws IOException {
        this.life = life;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v3", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3");
    }

    /// How often the driver's user logged in.
    int logins() {
        return logins.get();
    }

    /// From now on no token that was given is any good.
    void revokeAll() {
        tokens.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (!path.equals("/v3/auth/tokens")) {
                send(exchange, 200, version());
            } else if (exchange.getRequestMethod().equals("POST")) {
                logIn(exchange, JSON.readTree(exchange.getRequestBody().readAllBytes()).path("auth"));
            } else {
                check(exchange);
            }
        }
    }

    private ObjectNode version() {
        var root = JSON.createObjectNode();
        var version = root.putObject("version").put("id", "v3.14").put("status", "stable");
        version.putArray("links").addObject().put("rel", "self").put("href", url() + "/");
        return root;
    }

    private void logIn(HttpExchange exchange, JsonNode auth) throws IOException {
        var user = auth.path("identity").path("password").path("user");
        var name = user.path("name").asText();
        var project = auth.path("scope").path("project");
        if (!user.path("password").asText().equals(PASSWORDS.get(name))
                || !user.path("domain").path("name").asText().equals("Default")
                || !project.path("domain").path("name").asText().equals("Default")) {
            send(exchange, 401, error(401, "The request you have made requires authentication.", "Unauthorized"));
            return;
        }
        if (name.equals("gantry")) {
            logins.incrementAndGet();
        }
        var id = UUID.randomUUID().toString();
        var token = token(name, project.path("name").asText());
        tokens.put(id, token);
        exchange.getResponseHeaders().set("X-Subject-Token", id);
        send(exchange, 201, token);
    }

    private ObjectNode token(String user, String project) {
        var root = JSON.createObjectNode();
        var token = root.putObject("token");
        token.putArray("methods").add("password");
        var now = Instant.now();
        token.put("issued_at", now.toString()).put("expires_at", now.plus(life).toString());
        token.putArray("audit_ids").add(UUID.randomUUID().toString());
        var domain = JSON.createObjectNode().put("id", "default").put("name", "Default");
        token.putObject("user").put("id", user + "-id").put("name", user).set("domain", domain);
        token.putObject("project").put("id", project + "-id").put("name", project).set("domain", domain);
        var roles = token.putArray("roles");
        roles.addObject().put("id", "1").put("name", user.equals("barbican") ? "service" : "creator");
        catalog(token.putArray("catalog").addObject());
        return root;
    }

    /// A service that checks tokens looks up where Keystone is, although it has just asked it.
    private void catalog(ObjectNode service) {
        var endpoints = service.put("id", "1").put("type", "identity").put("name", "keystone").putArray("endpoints");
        for (var reach : new String[]{"public", "internal", "admin"}) {
            endpoints.addObject()
                    .put("id", reach)
                    .put("interface", reach)
                    .put("region", "lab")
                    .put("region_id", "lab")
                    .put("url", url().toString());
        }
    }

    private void check(HttpExchange exchange) throws IOException {
        var asked = tokens.get(String.valueOf(exchange.getRequestHeaders().getFirst("X-Subject-Token")));
        if (!tokens.containsKey(String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth-Token")))) {
            send(exchange, 401, error(401, "The request you have made requires authentication.", "Unauthorized"));
        } else if (asked == null) {
            send(exchange, 404, error(404, "This is not a recognized Fernet token", "Not Found"));
        } else {
            send(exchange, 200, asked);
        }
    }

    private static ObjectNode error(int code, String message, String title) {
        var root = JSON.createObjectNode();
        root.putObject("error").put("code", code).put("message", message).put("title", title);
        return root;
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
