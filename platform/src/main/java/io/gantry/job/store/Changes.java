package io.gantry.job.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets those who watch a job sleep until it changes. What another host writes is not signalled, so a sleeper looks again each second.
@Singleton
final class Changes {
    private static final long GLANCE = TimeUnit.SECONDS.toNanos(1);

    private final ConcurrentMap<UUID, CountDownLatch> latches = new ConcurrentHashMap<>();

    void signal(UUID job) {
        var latch = latches.remove(job);
        if (latch != null) {
            latch.countDown();
        }
    }

    /// What `look` finds, looked for until it finds something or the time is over.
    <T> Optional<T> await(UUID job, Duration wait, Supplier<Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            // Taken before the look, so that a change after it is not slept through.
            var latch = latches.computeIfAbsent(job, id -> new CountDownLatch(1));
            var found = look.get();
            long left = deadline - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                latches.remove(job, latch);
                latch.countDown();
                return found;
            }
            latch.await(Math.min(left, GLANCE), TimeUnit.NANOSECONDS);
        }
    }
}
