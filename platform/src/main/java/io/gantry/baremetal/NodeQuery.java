package io.gantry.baremetal;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which nodes, in which order.
///
/// @param filters values that they have, by the names of the API's parameters; a flag is `true` or `false`
/// @param project only nodes of which it is owner or lessee; empty for all
/// @param sort by what, one of [#SORTS]
/// @param marker only those after this one
/// @param limit how many at most
public record NodeQuery(Map<String, String> filters, Optional<String> project, String sort, boolean descending,
        Optional<UUID> marker, int limit) {
    /// What can be sorted by.
    public static final Map<String, String> SORTS = Map.of("id", "number", "uuid", "id", "name", "name", "driver",
            "driver", "provision_state", "state", "resource_class", "resource_class", "created_at", "created",
            "owner", "owner", "conductor_group", "conductor_group");

    public NodeQuery {
        filters = Map.copyOf(filters);
    }

    /// The first of all, in the order they came.
    public static NodeQuery first(int limit) {
        return new NodeQuery(Map.of(), Optional.empty(), "id", false, Optional.empty(), limit);
    }
}
