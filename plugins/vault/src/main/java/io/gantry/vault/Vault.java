package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.secret.Secret;
import io.gantry.remote.Answer;
import io.gantry.remote.Connection;
import io.gantry.remote.Login;
import io.gantry.remote.Request;
import io.gantry.remote.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A server, logged in.
final class Vault implements AutoCloseable {
    private static final int FORBIDDEN = 403;
    /// Between two looks at the clock, which may be another than the one that sleeping goes by.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Connection connection;
    private final Service service;
    private final Map<String, String> headers;
    private final Optional<Thread> renewing;

    private Vault(Connection connection, Service service, Map<String, String> headers, Optional<Thread> renewing) {
        this.connection = connection;
        this.service = service;
        this.headers = headers;
        this.renewing = renewing;
    }

    /// Asks nobody that would have to answer: a server that is down or sealed now may be up when it is needed.
    static Vault open(Address address, DriverContext context) {
        var connection = new Connection("Vault", address.url(), address.caFile(), address.timeout(), context.threads());
        var service = new Service(connection, login(connection, address, context.clock()), context.clock(), FORBIDDEN);
        // A token that ends while nobody asks for a secret cannot be had again; a role can log in again.
        var renewing = address.credentials()
                .token()
                .map(_ -> context.threads().newThread(() -> keepAlive(service, context.clock())));
        renewing.ifPresent(Thread::start);
        return new Vault(connection, service, address.headers(), renewing);
    }

    private static Login login(Connection connection, Address address, InstantSource clock) {
        return address.credentials()
                .token()
                .map(Secret::text)
                .<Login>map(
                        token -> new FixedToken(connection, address.headers(), token, clock))
                .orElseGet(
                        () -> new AppRole(connection, address.headers(), address.credentials(), clock));
    }

    private static void keepAlive(Service service, InstantSource clock) {
        try {
            for (var next = renewal(service, clock); next.isPresent(); next = renewal(service, clock)) {
                var wait = Duration.between(clock.instant(), next.get());
                Thread.sleep(wait.isNegative() ? Duration.ZERO : wait.compareTo(PAUSE) > 0 ? PAUSE : wait);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// When to renew next; empty if there is nothing to renew.
    private static Optional<Instant> renewal(Service service, InstantSource clock) throws InterruptedException {
        try {
            return service.renew().renewal();
        } catch (DriverException notNow) { // whoever needs the token now is told
            return Optional.of(clock.instant().plus(PAUSE));
        }
    }

    String name() {
        return connection.name();
    }

    Answer get(String path) throws InterruptedException {
        return service.send(new Request("GET", "/v1/" + path).with(headers));
    }

    Answer post(String path, JsonNode body) throws InterruptedException {
        return service.send(new Request("POST", "/v1/" + path).with(headers).with(body));
    }

    Answer delete(String path) throws InterruptedException {
        return service.send(new Request("DELETE", "/v1/" + path).with(headers));
    }

    @Override
    public void close() {
        renewing.ifPresent(Thread::interrupt);
        connection.close();
    }
}
