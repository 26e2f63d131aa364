package io.gantry.plugin;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call of a driver under way.
final class Call {
    private final String what;
    private final Duration limit;
    private final Thread thread = Thread.currentThread();
    private volatile long deadline;
    private volatile @Nullable RuntimeException hostFailure;
    private boolean over;
    private boolean leaving;
    private long giveUp;
    private @Nullable DriverException stopped;

    /// @param what method and instance, for messages
    /// @param limit how long it may be silent
    Call(String what, Duration limit) {
        this.what = what;
        this.limit = limit;
        renew();
    }

    /// The driver has shown that it is alive.
    void renew() {
        deadline = System.nanoTime() + limit.toNanos();
    }

    /// Interrupts the call when it is past its deadline.
    ///
    /// @param cancelled whether it was interrupted already, for another reason
    /// @return whether it ignores that
    synchronized boolean overdue(boolean cancelled) {
        var now = System.nanoTime();
        if (cancelled && !leaving) {
            leave(now);
        }
        if (stopped == null && now - deadline > 0) {
            interrupt(what + " has not answered within " + text(limit));
        }
        return !over && leaving && now - giveUp > 0;
    }

    /// Interrupts the call because its instance closes.
    synchronized void revoke() {
        if (stopped == null) {
            interrupt(what + " was cut off because the instance closes");
        }
    }

    private void interrupt(String why) {
        if (!over) {
            stopped = new DriverException(Kind.UNREACHABLE, why);
            leave(System.nanoTime());
            thread.interrupt();
        }
    }

    private void leave(long now) {
        leaving = true;
        giveUp = now + Operation.grace(limit).toNanos();
    }

    /// Called by the thread of the call when the driver has returned; from now on nothing interrupts it.
    ///
    /// @return why the call was stopped, if it was
    synchronized @Nullable DriverException end() {
        over = true;
        return stopped;
    }

    DriverException ignored() {
        return new DriverException(Kind.UNREACHABLE, what + " has not answered within " + text(limit)
                + " and ignores that it was interrupted; its thread is left behind until the host restarts");
    }

    /// What the host itself threw into the driver, from a progress report or a workbench.
    void failed(RuntimeException failure) {
        hostFailure = failure;
    }

    @Nullable
    RuntimeException hostFailure() {
        return hostFailure;
    }

    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
