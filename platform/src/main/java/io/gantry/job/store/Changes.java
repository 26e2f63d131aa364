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

    private final ConcurrentMap<UUID, Sleepers> sleepers = new ConcurrentHashMap<>();

    /// Those who sleep until the same job changes.
    private static final class Sleepers {
        private final CountDownLatch latch = new CountDownLatch(1);
        private int count;
    }

    void signal(UUID job) {
        var woken = sleepers.remove(job);
        if (woken != null) {
            woken.latch.countDown();
        }
    }

    /// What `look` finds, looked for until it finds something or the time is over.
    <T> Optional<T> await(UUID job, Duration wait, Supplier<Optional<T>> look) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            // Before the look, so that a change after it is not slept through.
            var others = join(job);
            try {
                var found = look.get();
                long left = deadline - System.nanoTime();
                if (found.isPresent() || left <= 0) {
                    return found;
                }
                others.latch.await(Math.min(left, GLANCE), TimeUnit.NANOSECONDS);
            } finally {
                leave(job, others);
            }
        }
    }

    private Sleepers join(UUID job) {
        return sleepers.compute(job, (id, present) -> {
            var joined = present == null ? new Sleepers() : present;
            joined.count++;
            return joined;
        });
    }

    /// Nobody else is woken by it: many may watch one job.
    private void leave(UUID job, Sleepers joined) {
        sleepers.computeIfPresent(job, (id, present) -> present == joined && --present.count == 0 ? null : present);
    }
}
