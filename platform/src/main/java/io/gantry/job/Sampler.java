package io.gantry.job;

import io.gantry.job.Job.Progress;
import io.gantry.job.store.Held;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Writes progress down at most five times a second, on a thread of its own: who reports is never held up, and never interrupted in a write.
final class Sampler {
    private static final long INTERVAL_MS = 200;

    private final Held held;
    private final Interrupts interrupts;
    private final ScheduledExecutorService timer;
    private final AtomicReference<@Nullable Progress> latest = new AtomicReference<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private @Nullable Progress written;

    Sampler(Held held, Interrupts interrupts, ScheduledExecutorService timer) {
        this.held = held;
        this.interrupts = interrupts;
        this.timer = timer;
    }

    /// Forgets what an earlier step reported.
    synchronized void reset() {
        latest.set(null);
        written = null;
    }

    void report(String what, long done, long total) {
        if (interrupts.cause().filter(Interrupts.Cause.LOST::equals).isPresent()) {
            throw new Run.Fenced(held.id(), held.epoch());
        }
        latest.updateAndGet(before -> new Progress(what,
                before != null && before.what().equals(what) ? Math.max(before.done(), done) : done, total));
        if (due.compareAndSet(false, true)) {
            var _ = timer.schedule(this::flush, INTERVAL_MS, TimeUnit.MILLISECONDS);
        }
    }

    /// Writes the latest progress, if it is not written yet.
    synchronized void flush() {
        due.set(false);
        var progress = latest.get();
        if (progress == null || progress.equals(written)) {
            return;
        }
        written = progress;
        try {
            held.progress(progress.what(), progress.done(), progress.total());
        } catch (Run.Fenced e) {
            interrupts.raise(Interrupts.Cause.LOST);
        }
    }
}
