package io.gantry.job;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Interrupts a step or an undo, and nothing else: an interrupt in the middle of a write can close the file of an embedded database.
final class Interrupts {
    private final Thread thread = Thread.currentThread();
    private @Nullable Cause cause;
    private boolean open;
    private boolean cancellable;

    /// Why a job is interrupted; a later one outweighs an earlier one.
    enum Cause {
        /// Somebody wants it undone.
        CANCEL,
        /// The host stops; the job goes on when it is back.
        STOP,
        /// Somebody else has the job.
        LOST
    }

    /// Runs what may be interrupted.
    void during(boolean canBeCancelled, Action action) throws InterruptedException {
        synchronized (this) {
            cancellable = canBeCancelled;
            open = true;
            deliver();
        }
        try {
            action.run();
        } finally {
            synchronized (this) {
                open = false;
                Thread.interrupted();
            }
        }
    }

    /// Runs a write within what may be interrupted; an interrupt is delivered afterwards.
    synchronized <T> T shield(Supplier<T> write) {
        boolean interrupted = Thread.interrupted();
        try {
            return write.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    synchronized void raise(Cause why) {
        if (cause == null || why.compareTo(cause) > 0) {
            cause = why;
        }
        deliver();
    }

    synchronized Optional<Cause> cause() {
        return Optional.ofNullable(cause);
    }

    private void deliver() {
        if (open && cause != null && (cause != Cause.CANCEL || cancellable)) {
            thread.interrupt();
        }
    }

    /// What may be interrupted.
    @FunctionalInterface
    interface Action {
        void run() throws InterruptedException;
    }
}
