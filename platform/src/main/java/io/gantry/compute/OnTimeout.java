package io.gantry.compute;

import java.util.Locale;

/// What to do when a migration takes longer than it may.
public enum OnTimeout {
    /// Give up; the guest stays where it is.
    ABORT,
    /// Switch over nevertheless, with a downtime over the limit.
    SWITCH_OVER;

    /// As the API writes it: `switch-over`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
