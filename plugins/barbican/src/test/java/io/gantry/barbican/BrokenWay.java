package io.gantry.barbican;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before a Barbican and spoils one of the requests that keep something: refuses it, or passes it on and loses the answer.
final class BrokenWay implements AutoCloseable {
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger kept = new AtomicInteger();
    private final URI behind;
    private final int spoiled;
    private final boolean losesAnswer;

    BrokenWay(URI behind, int spoiled, boolean losesAnswer) throws IOException {
        this.behind = behind;
        this.spoiled = spoiled;
        this.losesAnswer = losesAnswer;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var spoil = exchange.getRequestMethod().equals("POST") && kept.incrementAndGet() == spoiled;
            if (spoil && !losesAnswer) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            var request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI().toString()))
                    .method(exchange.getRequestMethod(),
                            BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            for (var name : new String[]{"Content-Type", "Accept", "X-Project-Id"}) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            var answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (!spoil) {
                exchange.sendResponseHeaders(answer.statusCode(),
                        answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
    }
}
