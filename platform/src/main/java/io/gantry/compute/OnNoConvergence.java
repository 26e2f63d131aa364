package io.gantry.compute;

import java.util.Locale;

/// What to do when a guest writes faster than its memory can be copied.
public enum OnNoConvergence {
    /// Slow the guest down, more and more, and give up when even that does not help.
    THROTTLE,
    /// Switch over nevertheless, with a downtime over the limit.
    SWITCH_OVER,
    /// Give up; the guest stays where it is.
    ABORT;

    /// As the API writes it: `switch-over`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
