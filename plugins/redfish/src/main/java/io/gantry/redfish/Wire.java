package io.gantry.redfish;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.redfish.Address.Trust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Connections to all controllers whose certificates are judged in the same way.
final class Wire implements AutoCloseable {
    /// The largest resources, inventories of big machines, have some hundred KiB.
    private static final long LONGEST_ANSWER = 8L << 20;

    private final Duration timeout;
    private final HttpClient client;

    Wire(Trust trust, Duration timeout, ThreadFactory threads) {
        this.timeout = timeout;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(Executors.newThreadPerTaskExecutor(threads));
        if (trust.anybody()) {
            builder.sslContext(Certificates.anybody());
        }
        trust.path().ifPresent(file -> builder.sslContext(Certificates.in(file)));
        this.client = builder.build();
    }

    /// @param what is asked of whom, for messages
    Answer send(HttpRequest request, String what) throws InterruptedException {
        var pending = begin(request);
        try {
            return new Answer(pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException slow) {
            throw new DriverException(Kind.UNREACHABLE, "%s: no answer within %d ms. Look whether the controller hangs."
                    .formatted(what, timeout.toMillis()), slow);
        } catch (ExecutionException failed) {
            throw unreachable(what, failed.getCause());
        } finally {
            pending.cancel(true);
        }
    }

    /// Sends it, and does not wait.
    CompletableFuture<HttpResponse<byte[]>> begin(HttpRequest request) {
        return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    }

    private static DriverException unreachable(String what, @Nullable Throwable cause) {
        var advice = switch (cause) {
            case SSLException _ ->
                "Give the certificates that vouch for the controller as " + Address.VERIFY + ", or false.";
            case ConnectException _ -> "Check " + Address.ADDRESS + ", and that the controller is not firewalled.";
            case null, default -> "Check that the controller is well.";
        };
        var text = words(cause);
        return new DriverException(cause instanceof IOException ? Kind.UNREACHABLE : Kind.FAILED,
                "%s: %s. %s".formatted(what, text, advice), cause);
    }

    /// The first that says something. Java gives no words to the commonest of all: that nobody listens.
    private static String words(@Nullable Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage();
            }
        }
        return thrown instanceof ConnectException
                ? "nobody listens there"
                : String.valueOf(thrown).replaceFirst(".*\\.", "");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
