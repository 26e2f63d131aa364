package io.gantry.baremetal.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A container registry, and a server of files, as far as images need them.
final class LoopbackRegistry implements AutoCloseable {
    static final String CONTAINER = "application/vnd.oci.image.config.v1+json";
    static final String EMPTY = "application/vnd.oci.empty.v1+json";

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private volatile String password = "";

    LoopbackRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.createContext("/token", this::token);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/moved");
            send(exchange, 302, new byte[0]);
        });
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// From now on a token is needed, which is given for that password.
    void protect(String secret) {
        password = secret;
    }

    String file(String path, byte[] content) {
        files.put(path, content);
        return "http://" + host() + path;
    }

    /// @return its digest
    String blob(byte[] content) {
        var digest = digest(content);
        files.put("/v2/os/image/blobs/" + digest, content);
        return digest;
    }

    /// @return its digest
    String manifest(String tag, String json) {
        var bytes = json.getBytes(UTF_8);
        files.put("/v2/os/image/manifests/" + tag, bytes);
        files.put("/v2/os/image/manifests/" + digest(bytes), bytes);
        return digest(bytes);
    }

    /// @param type of the configuration, by which containers and artifacts differ
    String manifest(String tag, String type, byte[] layer) {
        return manifest(tag, ("{\"schemaVersion\": 2, \"config\": {\"mediaType\": \"%s\", \"size\": 2},"
                + " \"layers\": [{\"digest\": \"%s\", \"size\": %d}]}").formatted(type, blob(layer), layer.length));
    }

    String reference(String tag) {
        return "oci://" + host() + "/os/image:" + tag;
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        var asked = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var expected = "Basic " + Base64.getEncoder().encodeToString(password.getBytes(UTF_8));
        var scope = String.valueOf(exchange.getRequestURI().getQuery()).contains("scope=repository:os/image:pull");
        send(exchange, asked.equals(expected) && scope ? 200 : 401, "{\"token\": \"good\"}".getBytes(UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (!password.isEmpty() && path.startsWith("/v2/")
                && !"Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders()
                    .set("WWW-Authenticate", "Bearer realm=\"http://" + host()
                            + "/token\",service=\"registry\",scope=\"repository:os/image:pull\"");
            send(exchange, 401, new byte[0]);
            return;
        }
        var content = files.get(path);
        if (content == null) {
            send(exchange, 404, new byte[0]);
            return;
        }
        var range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            send(exchange, 200, content);
            return;
        }
        var end = Math.min(content.length, Integer.parseInt(range.replaceAll("bytes=0-(\\d+)", "$1")) + 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (end - 1) + "/" + content.length);
        send(exchange, 206, Arrays.copyOf(content, end));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
