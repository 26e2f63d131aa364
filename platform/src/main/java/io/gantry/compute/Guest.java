package io.gantry.compute;

import java.util.Map;
import java.util.Optional;

/// A guest with what its host says of it now.
///
/// @param entry what Gantry knows
/// @param state as its host says: `stopped`, `running`, `paused`, `arriving`, `arrived`; `missing` if its host does not know it, `unknown`
///     if its host does not answer, `defining` and `deleting` while that has not come to an end
/// @param counters what the host counts
/// @param reason why the state is not one that the host says
public record Guest(GuestEntry entry, String state, Map<String, Long> counters, Optional<String> reason) {
    /// Copies the counters.
    public Guest {
        counters = Map.copyOf(counters);
    }
}
