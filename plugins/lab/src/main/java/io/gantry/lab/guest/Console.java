package io.gantry.lab.guest;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// What the guest writes to its console: at first a line a second, later one a minute, so that it does not grow without end.
final class Console {
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int OFTEN = 60;

    private long next = System.nanoTime();
    private int beats;

    /// Writes a line if it is time for one.
    void beat(long now, Supplier<String> report) {
        if (now - next >= 0) {
            beats++;
            next = now + (beats < OFTEN ? SECOND_NANOS : MINUTE_NANOS);
            System.out.println("beat " + beats + ": " + report.get());
        }
    }
}
