package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The REST API of the agent, by http or https on a free port of the loopback address.
final class AgentServer implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 20;

    private final String token;
    private final String startedAt;
    private final HttpServer server;
    private final String scheme;
    private final Commands commands;

    /// @param certificate to show; empty for http
    AgentServer(String token, String startedAt, Commands commands, Optional<OwnCertificate> certificate)
            throws IOException {
        this.token = token;
        this.commands = commands;
        this.startedAt = startedAt;
        scheme = certificate.isPresent() ? "https" : "http";
        server = server(certificate);
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("api-", 0).factory()));
        server.createContext("/", this::answer);
    }

    private static HttpServer server(Optional<OwnCertificate> certificate) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (certificate.isEmpty()) {
            return HttpServer.create(address, 0);
        }
        var secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificate.get().context()));
        return secure;
    }

    /// Where the host finds it.
    String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    void serve() {
        server.start();
    }

    /// Lets the answers out that are on their way.
    @Override
    public void close() {
        server.stop(1);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, route(exchange));
            } catch (AgentError refused) {
                send(exchange, refused.code(), fault(refused.code(), String.valueOf(refused.getMessage())));
            } catch (IOException malformed) {
                send(exchange, 400, fault(400, "Missing or invalid name or params"));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Map<String, ? extends @Nullable Object> route(HttpExchange exchange)
            throws IOException, InterruptedException {
        var path = exchange.getRequestURI().getPath().replaceFirst("^/v1", "");
        var asked = exchange.getRequestMethod() + " " + path;
        if (asked.equals("GET /status")) {
            return Map.of("started_at", startedAt, "version", LabAgent.VERSION);
        }
        if (asked.equals("GET /") || asked.equals("GET ")) {
            return Map.of("name", "Gantry lab agent", "versions", List.of(Map.of("id", "v1")));
        }
        if (!path.startsWith("/commands")) {
            throw AgentError.notFound("Path", path);
        }
        var query = query(exchange.getRequestURI());
        if (!MessageDigest.isEqual(query.getOrDefault("agent_token", "").getBytes(UTF_8), token.getBytes(UTF_8))) {
            throw AgentError.unauthorized();
        }
        if (asked.equals("GET /commands") || asked.equals("GET /commands/")) {
            return Map.of("commands", commands.list());
        }
        var result = exchange.getRequestMethod().equals("POST")
                ? execute(exchange)
                : commands.find(path.substring("/commands/".length()));
        if (query.getOrDefault("wait", "").equalsIgnoreCase("true")) {
            result.join();
        }
        return result.json();
    }

    private CommandResult execute(HttpExchange exchange) throws IOException {
        var body = Json.object(exchange.getRequestBody().readNBytes(MOST_BYTES));
        if (!(body.get("name") instanceof String name) || !(body.get("params") instanceof Map<?, ?> params)) {
            throw new IOException("no name or no params");
        }
        var copy = new LinkedHashMap<String, @Nullable Object>();
        params.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return commands.execute(name, copy);
    }

    private static Map<String, String> query(URI uri) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : String.valueOf(uri.getQuery()).split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return query;
    }

    private static Map<String, Object> fault(int code, String text) {
        return Map.of("faultcode", code >= 500 ? "Server" : "Client", "faultstring", text);
    }

    private static void send(HttpExchange exchange, int status, Map<String, ? extends @Nullable Object> body)
            throws IOException {
        var bytes = Json.write(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
