package io.gantry.baremetal.port;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Which ports or port groups, in which order.
///
/// @param node of that node; empty for all
/// @param group members of that group; empty for all
/// @param address with that MAC address; empty for all
/// @param project of nodes of which it is owner or lessee; empty for all
/// @param sort by what, one of [#SORTS]
/// @param marker only those after this one
/// @param limit how many at most
public record PortQuery(Optional<UUID> node, Optional<UUID> group, Optional<String> address, Optional<String> project,
        String sort, boolean descending, Optional<UUID> marker, int limit) {
    /// What can be sorted by, and the column.
    public static final Map<String, String> SORTS = Map.of("id", "number", "uuid", "id", "address", "address", "name",
            "name", "created_at", "created", "updated_at", "updated");
    /// What one node has at most.
    public static final int MOST = 1000;

    /// All of one node, the newest first.
    public static PortQuery newest(UUID node) {
        return new PortQuery(Optional.of(node), Optional.empty(), Optional.empty(), Optional.empty(), "id", true,
                Optional.empty(), MOST);
    }

    /// With that MAC address, wherever.
    public static PortQuery at(String address) {
        return new PortQuery(Optional.empty(), Optional.empty(), Optional.of(address), Optional.empty(), "id", true,
                Optional.empty(), 1);
    }

    /// The members of one group, the newest first.
    public static PortQuery members(UUID node, UUID group) {
        return new PortQuery(Optional.of(node), Optional.of(group), Optional.empty(), Optional.empty(), "id", true,
                Optional.empty(), MOST);
    }

}
