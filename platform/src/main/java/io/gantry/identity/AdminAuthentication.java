package io.gantry.identity;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.AuthenticationRequest;
import io.micronaut.security.authentication.AuthenticationResponse;
import io.micronaut.security.authentication.provider.HttpRequestExecutorAuthenticationProvider;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets `admin` in who knows the password. Each wrong one is answered later than the one before, up to two seconds; the right one never
/// waits, so nobody is locked out by somebody else's guesses.
@Singleton
final class AdminAuthentication<B> implements HttpRequestExecutorAuthenticationProvider<B> {
    private static final Logger log = LoggerFactory.getLogger(AdminAuthentication.class);
    private static final int LONGEST_PAUSE = 2000;
    private static final int SHORTEST_PAUSE = 50;
    private static final int MOST_WAITING = 32;

    private final AdminPassword password;
    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    AdminAuthentication(AdminPassword password) {
        this.password = password;
    }

    @Override
    public AuthenticationResponse authenticate(@Nullable HttpRequest<B> context,
            AuthenticationRequest<String, String> request) {
        // The password is looked at always, so that the time taken does not tell whether there is such a user.
        var right = password.matches(request.getSecret());
        if ("admin".equals(request.getIdentity()) && right) {
            failures.set(0);
            return AuthenticationResponse.success("admin");
        }
        var count = failures.updateAndGet(before -> Math.min(before + 1, 1_000_000));
        if (Integer.bitCount(count) == 1) {
            log.warn("wrong user or password, {} times in a row; the last from {}", count,
                    context == null ? "unknown" : context.getRemoteAddress().getAddress());
        }
        pause(count);
        return AuthenticationResponse.failure("wrong user or password");
    }

    private void pause(int count) {
        if (waiting.tryAcquire()) {
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(count - 1, 6)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
        }
    }

    @Override
    public String getExecutorName() { return TaskExecutors.BLOCKING; }
}
