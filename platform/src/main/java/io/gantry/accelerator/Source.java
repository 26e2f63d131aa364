package io.gantry.accelerator;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A driver instance that reports devices, and how far it can be believed.
///
/// @param name of the instance
/// @param host the machine that it is for
/// @param roles what its driver can do with devices
/// @param reported when it last said what is there
/// @param stale why its last report stands though it is old
public record Source(String name, String host, String driver, Set<String> roles, Optional<Instant> reported,
        Optional<Stale> stale) {
    /// That an instance does not say what is there now.
    ///
    /// @param cause what happened, and what to do next
    public record Stale(Instant since, String cause) {}
}
