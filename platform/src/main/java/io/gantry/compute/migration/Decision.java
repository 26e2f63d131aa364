package io.gantry.compute.migration;

/// What happens after a round, and why.
sealed interface Decision {
    /// One sentence with the numbers that led to it.
    String reason();

    /// As events name it.
    default String word() {
        return switch (this) {
            case GoOn _ -> "continue";
            case Throttle _ -> "throttle";
            case SwitchOver _ -> "switch-over";
            case Abort _ -> "abort";
        };
    }

    /// Copy another round.
    record GoOn(String reason) implements Decision {}

    /// Take that much of the guest's time away and copy another round.
    record Throttle(int percent, String reason) implements Decision {}

    /// The next round is the last one.
    record SwitchOver(String reason) implements Decision {}

    /// Leave the guest where it is.
    record Abort(String reason) implements Decision {}
}
