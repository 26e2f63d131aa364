package io.gantry.compute.migration;

import java.time.Duration;

/// How long a guest may stand still, which grows with the time that copying has taken: early on a short downtime is worth another round, and
/// the later it is the more is accepted.
///
/// @param limit the longest it may ever be
/// @param steps in which it grows from the `steps`th part of the limit to the whole of it
/// @param delay how long each step lasts; zero allows the whole limit at once
record Ramp(Duration limit, int steps, Duration delay) {
    /// The whole limit from the beginning.
    static Ramp none(Duration limit) {
        return new Ramp(limit, 1, Duration.ZERO);
    }

    /// What is allowed after so long.
    Duration allowed(Duration elapsed) {
        if (delay.isZero()) {
            return limit;
        }
        var step = Math.min(steps, elapsed.toMillis() / delay.toMillis());
        var most = (double) limit.toMillis();
        var base = most / steps;
        return Duration.ofMillis((long) (base + (most - base) / steps * step));
    }
}
