package io.gantry.remote;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps one ticket for all callers and gets another one in time.
final class Session {
    private final Login login;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Ticket ticket;

    Session(Login login, InstantSource clock) {
        this.login = login;
        this.clock = clock;
    }

    Ticket ticket() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            var last = Optional.ofNullable(ticket);
            var valid = last.filter(one -> one.renewal().map(until -> clock.instant().isBefore(until)).orElse(true));
            var current = valid.isPresent() ? valid.get() : login.open(last);
            ticket = current;
            return current;
        } finally {
            lock.unlock();
        }
    }

    /// Forgets a ticket that the service refused, unless another caller has got a new one since.
    void refused(Ticket used) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            ticket = Objects.equals(ticket, used) ? null : ticket;
        } finally {
            lock.unlock();
        }
    }
}
