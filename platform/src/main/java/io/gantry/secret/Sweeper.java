package io.gantry.secret;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what has expired, and deletes from key stores what could not be deleted before: at the start, and every minute from then on.
@Singleton
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int PAGE = 500;

    private final Secrets secrets;
    private final Payloads payloads;
    private final SecretRecords records;
    private final InstantSource clock;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();

    Sweeper(Secrets secrets, Payloads payloads, SecretRecords records, InstantSource clock, Threads threads) {
        this.secrets = secrets;
        this.payloads = payloads;
        this.records = records;
        this.clock = clock;
        ThreadFactory factory = threads.named("secret-sweeper");
        this.thread = factory.newThread(this::run);
    }

    /// On a thread of its own: the host's start waits for no key store.
    @EventListener
    void start(StartupEvent event) {
        thread.start();
    }

    @EventListener
    void stop(ShutdownEvent event) {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                sweep();
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does it once, now.
    public void sweep() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (var expired : records.expired(clock.instant(), PAGE)) {
                secrets.remove(expired);
            }
            for (var page = records.dropped(0, PAGE); !page.isEmpty(); page = records.dropped(
                    page.getLast().number(), PAGE)) {
                for (var payload : page) {
                    forget(payload);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget(Payload payload) throws InterruptedException {
        try {
            payloads.forget(payload);
        } catch (DriverException | Problem e) {
            LOG.warn("the payload of secret {} is not deleted from key store {} yet: {}", payload.id().secret(),
                    payload.store(), e.getMessage());
        }
    }
}
