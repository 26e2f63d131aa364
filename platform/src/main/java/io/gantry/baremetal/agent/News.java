package io.gantry.baremetal.agent;

import jakarta.inject.Singleton;
import java.time.Duration;

/// Wakes who waits for an agent of this host; an agent that talks to another host is noticed at the next look.
@Singleton
final class News {
    private long count;

    synchronized void tell() {
        count++;
        notifyAll();
    }

    synchronized long count() {
        return count;
    }

    /// Until something was told after that, at most so long.
    synchronized void await(long since, Duration most) throws InterruptedException {
        var end = System.nanoTime() + most.toNanos();
        for (var left = most.toMillis(); count == since && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
