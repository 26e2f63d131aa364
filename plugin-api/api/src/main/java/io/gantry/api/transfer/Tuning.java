package io.gantry.api.transfer;

/// One turn of a screw between two rounds.
public sealed interface Tuning {
    /// At most this much over all connections together.
    ///
    /// @param bytesPerSecond at least 1; 0 sets no limit
    record Bandwidth(long bytesPerSecond) implements Tuning {}

    /// Slows the guest down so that it writes less.
    ///
    /// @param percent of its time taken away, 0 to 99
    record Throttle(int percent) implements Tuning {}

    /// The next round is the last one: halt the guest and bring it over.
    record SwitchOver() implements Tuning {}
}
