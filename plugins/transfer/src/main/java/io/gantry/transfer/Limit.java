package io.gantry.transfer;

import java.util.concurrent.TimeUnit;

/// Keeps all connections of a migration together below so many bytes a second.
final class Limit {
    /// How much of a quiet time may be made good for; makes up for sleeping too long, and is too short to be seen in the rate.
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private long bytesPerSecond;
    private long next = System.nanoTime();

    /// @param bytesPerSecond 0 sets no limit
    Limit(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    synchronized void set(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
        next = System.nanoTime();
    }

    /// How much to send at once, so that several connections take turns often.
    synchronized int step(int wanted) {
        return bytesPerSecond == 0 ? wanted : Math.clamp(bytesPerSecond / 100, 1, wanted);
    }

    /// Waits for the turn of so many bytes.
    ///
    /// @return nanoseconds waited
    long await(int bytes) throws InterruptedException {
        var wait = reserve(bytes);
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
        return wait;
    }

    private synchronized long reserve(int bytes) {
        if (bytesPerSecond == 0) {
            return 0;
        }
        var now = System.nanoTime();
        var turn = Math.max(next, now - CREDIT_NANOS);
        next = turn + (long) (bytes * (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
        return Math.max(0, turn - now);
    }
}
