package io.gantry.plugin;

import java.util.List;
import java.util.Set;

/// A driver instance as people see it.
///
/// @param plugin that brings its driver; empty while none does
/// @param cause why it is not open
/// @param trial whether it is not in the operator's file
/// @param calls since the host started
/// @param errors of these
/// @param inFlight how many are under way
/// @param breaker `closed` when calls go through, `open` when they are refused, `half-open` when some are tried
/// @param leaked threads that it left behind when it was closed
public record InstanceStatus(String name, String driver, String kind, Set<String> roles, String plugin, State state,
        String cause, boolean trial, long calls, long errors, int inFlight, String breaker, List<String> leaked) {
    /// Where an instance stands in its life.
    public enum State {
        /// Known, not open yet.
        CONFIGURED,
        /// Takes calls.
        OPEN,
        /// Takes no new calls and waits for those under way.
        DRAINING,
        /// Closed because somebody asked for it.
        CLOSED,
        /// Cannot be opened; the cause says why.
        QUARANTINED
    }
}
