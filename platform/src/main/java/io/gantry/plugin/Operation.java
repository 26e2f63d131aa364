package io.gantry.plugin;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A piece of work that calls drivers. It runs on a virtual thread of its own while the caller waits and keeps watch: a driver call past its
/// deadline is interrupted, and one that ignores this is left behind together with its thread, so that no driver holds the caller for ever.
///
/// Within an operation a call through a [Handle] costs well below a microsecond. Outside one each call is an operation of its own, which is a
/// thousand times dearer: wrap what makes many calls.
public final class Operation {
    private static final ScopedValue<Operation> CURRENT = ScopedValue.newInstance();
    private static final long TICK_MS = 20;

    private final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    private volatile @Nullable Call call;
    private volatile boolean cancelled;
    private volatile boolean abandoned;

    private Operation() {}

    /// Runs the work; within another operation it becomes a part of that one. Interrupting the caller interrupts the work.
    ///
    /// @throws io.gantry.api.DriverException UNREACHABLE if a driver held the work past its deadline and would not let go
    public static <T extends @Nullable Object, X extends Exception> T call(Work<T, X> work)
            throws X, InterruptedException {
        return CURRENT.isBound() ? work.run() : new Operation().run(work);
    }

    /// The operation that the calling thread is in.
    static @Nullable Operation current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the work's own result and failure
    private <T extends @Nullable Object, X extends Exception> T run(Work<T, X> work) throws X, InterruptedException {
        var thread = Thread.ofVirtual()
                .name("operation")
                .start(() -> ScopedValue.where(CURRENT, this).run(() -> body(work)));
        while (true) {
            try {
                return (T) result.get(TICK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                watch();
            } catch (InterruptedException _) {
                cancelled = true;
                thread.interrupt();
            } catch (ExecutionException e) {
                throw (X) e.getCause();
            }
        }
    }

    private void body(Work<?, ?> work) {
        try {
            result.complete(work.run());
        } catch (Throwable t) {
            result.completeExceptionally(t);
        }
    }

    private void watch() {
        var call = this.call;
        if (call != null && call.overdue(cancelled)) {
            abandoned = true;
            result.completeExceptionally(cancelled ? new InterruptedException() : call.ignored());
        }
    }

    /// @return the call that this one is part of, to be given to [#leave]
    @Nullable
    Call enter(Call next) {
        if (abandoned) {
            throw new Abandoned();
        }
        var outer = call;
        call = next;
        return outer;
    }

    void leave(@Nullable Call outer) {
        call = outer;
        if (abandoned) {
            throw new Abandoned();
        }
        if (Thread.interrupted() && cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    /// What an operation does.
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        T run() throws X, InterruptedException;
    }

    /// Unwinds a thread whose operation went on without it; nothing is to catch it and act.
    static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("this operation was given up while a driver held its thread");
        }
    }

    /// How long a driver may take to react to an interrupt.
    static Duration grace(Duration deadline) {
        var most = Duration.ofSeconds(5);
        return deadline.compareTo(most) < 0 ? deadline : most;
    }
}
