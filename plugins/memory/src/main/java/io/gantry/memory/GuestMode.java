package io.gantry.memory;

/// What a living guest process does.
public enum GuestMode {
    /// Its program runs.
    RUNNING,
    /// Its program stands still, its memory is kept.
    PAUSED,
    /// It waits for memory from elsewhere and cannot run.
    ARRIVING,
    /// It holds the whole memory from elsewhere and has not run yet.
    ARRIVED
}
