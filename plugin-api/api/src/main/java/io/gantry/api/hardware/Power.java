package io.gantry.api.hardware;

/// Whether a node is powered.
public enum Power {
    /// It runs.
    ON,
    /// It does not.
    OFF
}
