package io.gantry.baremetal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A node that an allocation may be given.
///
/// @param number that grows in the order the nodes came
public record FreeNode(UUID id, long number) {
    /// Which nodes.
    ///
    /// @param traits that they all have
    /// @param among only these; empty for any
    /// @param owner nodes of others than this project are not given; empty for all
    /// @param after only those that came after the one of that number
    public record Wanted(Optional<String> resourceClass, Set<String> traits, List<UUID> among, Optional<String> owner,
            long after) {
        public Wanted {
            traits = Set.copyOf(traits);
            among = List.copyOf(among);
        }
    }
}
