package io.gantry.remote;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One service at one URL.
public final class Connection implements AutoCloseable {
    /// A secret of 1 MiB in base64 within JSON, and room.
    private static final long LONGEST_ANSWER = 4L << 20;

    private final String service;
    private final String base;
    private final Duration timeout;
    private final HttpClient client;

    /// @param service its name, for messages
    /// @param url what every path is put behind
    /// @param ca certificates in PEM that vouch for it; those of the Java runtime if empty
    /// @param timeout of one request, all of it
    /// @param threads of the driver's context
    public Connection(String service, URI url, Optional<Path> ca, Duration timeout, ThreadFactory threads) {
        this.service = service;
        this.base = checked(service, url).toString().replaceFirst("/+$", "");
        this.timeout = timeout;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newThreadPerTaskExecutor(threads));
        ca.ifPresent(file -> builder.sslContext(Trust.in(file)));
        this.client = builder.build();
    }

    private static URI checked(String service, URI url) {
        if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new DriverException(Kind.INVALID, "The URL of %s is '%s'; write one such as https://host:port."
                    .formatted(service, url));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new DriverException(Kind.INVALID, ("The URL of %s at %s has a user, a query or a fragment; leave them"
                    + " out, credentials have options of their own.").formatted(service, url.getHost()));
        }
        return url;
    }

    /// Name and URL, for messages.
    public String name() {
        return service + " at " + base;
    }

    /// Sends a request and waits for all of the answer.
    ///
    /// @throws DriverException UNREACHABLE if none comes; an answer of any status is none of its business
    public Answer send(Request request) throws InterruptedException {
        var body = request.body() == null ? new byte[0] : Json.write(request.body());
        var pending = client.sendAsync(http(request, body),
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
        try {
            return new Answer(pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            throw new DriverException(Kind.UNREACHABLE, ("%s has not answered %s within %d ms. Look whether it is"
                    + " overloaded, or raise timeout.").formatted(name(), request, timeout.toMillis()), slow);
        } catch (ExecutionException failed) {
            throw unreachable(request, failed.getCause());
        } finally {
            pending.cancel(true);
            Arrays.fill(body, (byte) 0);
        }
    }

    private HttpRequest http(Request request, byte[] body) {
        var publisher = request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        var builder = HttpRequest.newBuilder(URI.create(base + request.path())).method(request.method(), publisher);
        if (request.body() != null) {
            builder.header("Content-Type", "application/json");
        }
        request.headers().forEach(builder::setHeader);
        return builder.build();
    }

    private DriverException unreachable(Request request, @Nullable Throwable cause) {
        var advice = switch (cause) {
            case SSLException _ -> "Check ca-file, and that the certificate names this host.";
            case ConnectException _ -> "Check the URL, and that the service runs and is not firewalled.";
            case null, default -> "Check that the service runs.";
        };
        var kind = cause instanceof IOException ? Kind.UNREACHABLE : Kind.FAILED;
        return new DriverException(kind,
                "%s could not be asked for %s: %s. %s".formatted(name(), request, text(cause), advice),
                cause);
    }

    private static String text(@Nullable Throwable cause) {
        var text = cause == null ? null : cause.getMessage();
        return text == null || text.isBlank() ? String.valueOf(cause).replaceFirst(".*\\.", "") : text;
    }

    /// Lets go of connections and threads; what is under way ends as unreachable.
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
