package io.gantry.plugin;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who may call an open instance now: it bounds how many do, keeps callers off a driver that fails again and again, and empties before the
/// driver is closed.
final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final int WINDOW = 20;
    private static final int LEAST = 5;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final String instance;
    private final int concurrency;
    private final Semaphore places;
    private final CircuitBreaker breaker;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> lent = ConcurrentHashMap.newKeySet();
    /// One party is the instance itself, one each call and each lent object.
    private final Phaser inside = new Phaser(1);
    private volatile boolean closing;

    Gate(String instance, int concurrency) {
        this.instance = instance;
        this.concurrency = concurrency;
        this.places = new Semaphore(concurrency);
        this.breaker = CircuitBreaker.of(instance, CircuitBreakerConfig.custom()
                .slidingWindow(WINDOW, LEAST, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(2)
                .waitDurationInOpenState(PAUSE)
                .build());
    }

    /// Lets one call or lent object in, which must [#leave] again; a part of something that is inside already is always let in.
    void enter(boolean part) {
        if (part) {
            if (inside.register() < 0) {
                throw closed();
            }
            return;
        }
        if (closing || inside.register() < 0) {
            throw closed();
        }
        if (closing) {
            inside.arriveAndDeregister();
            throw closed();
        }
        if (!places.tryAcquire()) {
            inside.arriveAndDeregister();
            throw new DriverException(Kind.BUSY, "driver instance '" + instance + "' has " + concurrency
                    + " calls under way, its limit; try again, or raise 'concurrency'");
        }
        if (!breaker.tryAcquirePermission()) {
            leave(false);
            throw new DriverException(Kind.UNREACHABLE, "driver instance '" + instance + "' failed "
                    + breaker.getMetrics().getNumberOfFailedCalls() + " of its last "
                    + breaker.getMetrics().getNumberOfBufferedCalls()
                    + Handle.LEFT_ALONE + PAUSE.toSeconds() + " s; look at its errors");
        }
    }

    void leave(boolean part) {
        if (!part) {
            places.release();
        }
        inside.arriveAndDeregister();
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /// Only what speaks against the driver or its hardware counts: that it refuses bad input speaks for it.
    void failed(long nanos, DriverException failure) {
        switch (failure.kind()) {
            case UNREACHABLE, FAILED -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
            case INVALID, UNSUPPORTED, BUSY -> breaker.releasePermission();
        }
    }

    void interrupted() {
        breaker.releasePermission();
    }

    void started(Call call) {
        calls.add(call);
    }

    void ended(Call call) {
        calls.remove(call);
    }

    void lend(AutoCloseable object) {
        lent.add(object);
    }

    void returned(AutoCloseable object) {
        lent.remove(object);
    }

    /// Calls, and lent objects that were not given back.
    int inFlight() {
        return calls.size() + lent.size();
    }

    /// `closed` when calls go through; `open` when they are refused; `half-open` when some are tried.
    String breaker() {
        return breaker.getState().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private DriverException closed() {
        return new DriverException(Kind.UNREACHABLE,
                "driver instance '" + instance + "' is closed; enable it, or ask for its handle again");
    }

    /// Lets nobody in any more and waits for those inside; what was lent is closed and calls are interrupted when they take too long.
    ///
    /// @return how many would not leave
    int drain(Duration patience) throws InterruptedException {
        closing = true;
        var phase = inside.arriveAndDeregister();
        if (!empty(phase, patience)) {
            for (var object : lent) {
                close(object);
            }
            calls.forEach(Call::revoke);
            empty(phase, Operation.grace(patience));
        }
        return inside.isTerminated() ? 0 : inside.getRegisteredParties();
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (Exception e) {
            log.warn("what driver instance lent could not be closed: {}", e.getMessage());
        }
    }

    private boolean empty(int phase, Duration patience) throws InterruptedException {
        try {
            inside.awaitAdvanceInterruptibly(phase, patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }
}
