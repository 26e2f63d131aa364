package io.gantry.compute;

import io.gantry.api.guest.Capacity;
import java.util.Optional;

/// A compute host as people and whoever places guests see it.
///
/// @param name of the hypervisor instance
/// @param state whether guests may be placed there
/// @param reason why the state is not enabled, as whoever changed it said
/// @param silence why it does not answer; empty as long as it does
/// @param capacity what it has and has promised; empty if its driver does not count, or it does not answer
/// @param guests how many Gantry knows there
public record ComputeHost(String name, State state, Optional<String> reason, Optional<String> silence,
        Optional<Capacity> capacity, int guests) {
    /// Whether guests may be placed on a host.
    public enum State {
        /// They may.
        ENABLED,
        /// A job moves its guests away, and no new ones come.
        DRAINING,
        /// No new ones come; those that are there run on.
        DISABLED
    }

    /// Whether a guest could be placed there now, if it has room.
    public boolean open() {
        return state == State.ENABLED && silence.isEmpty();
    }

    /// Memory that is promised to nobody; empty if that is not known.
    public Optional<Long> freeMemory() {
        return capacity.map(room -> room.memoryBytes() - room.promisedMemoryBytes());
    }
}
