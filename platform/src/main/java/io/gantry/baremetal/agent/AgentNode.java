package io.gantry.baremetal.agent;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// A node as its agent sees it.
///
/// @param label its name, or its id if it has none
/// @param awaited whether it is in a state in which a ramdisk may run on it
/// @param hosts the IP addresses that it has; empty if they are not known
/// @param told what an agent is told of its node: `uuid`, `properties`, `instance_info`, `driver_internal_info`, with no secret among it
public record AgentNode(UUID id, String label, boolean awaited, Set<String> hosts, Map<String, Object> told) {
    /// Copies the collections.
    public AgentNode {
        hosts = Set.copyOf(hosts);
        told = Map.copyOf(told);
    }
}
