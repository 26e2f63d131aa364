package io.gantry.api.guest;

import java.util.Map;

/// A guest as its hypervisor sees it now.
///
/// @param name of the guest
/// @param state what it does
/// @param counters what the hypervisor counts: `writes`, `uptime-ms`
public record GuestStatus(String name, State state, Map<String, Long> counters) {
    /// Copies the counters.
    public GuestStatus {
        counters = Map.copyOf(counters);
    }

    /// What a guest does.
    public enum State {
        /// Defined, has no memory.
        STOPPED,
        /// Runs.
        RUNNING,
        /// Halted with its memory kept.
        PAUSED,
        /// Waits for its memory from another compute host; cannot run.
        ARRIVING,
        /// Holds its whole memory from another compute host, has confirmed it, and waits to be let run.
        ARRIVED
    }
}
