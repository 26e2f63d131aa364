package io.gantry.baremetal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Somebody's wish for a node, and the node that he got.
///
/// @param state `active` or `error`
/// @param error why there is no node
/// @param candidates ids of the nodes of which it is to be one; any if there are none
/// @param owner id of the project whose wish it is
public record Allocation(UUID id, Optional<String> name, Optional<UUID> node, String state, Optional<String> error,
        Optional<String> resourceClass, Set<String> traits, List<UUID> candidates, Optional<String> owner,
        Map<String, Object> extra, Instant created, Optional<Instant> updated) {
    static final String ACTIVE = "active";
    static final String ERROR = "error";

    public Allocation {
        traits = Set.copyOf(traits);
        candidates = List.copyOf(candidates);
    }
}
