package io.gantry.baremetal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Steps under a name.
///
/// @param name of a template: the trait with which it is asked for
/// @param open whether every project may use it
/// @param owner id of the project whose runbook it is
/// @param agent whether the agent of the node's ramdisk may be started for its steps
public record Recipe(UUID id, Kind kind, String name, List<NodeStep> steps, boolean open, Optional<String> owner,
        boolean agent, Map<String, Object> extra, Instant created, Optional<Instant> updated) {
    /// What the steps are for.
    public enum Kind {
        /// A deploy template: run in a deployment whose instance asks for its trait.
        TEMPLATE,
        /// A runbook: run when somebody names it to clean or service a node.
        RUNBOOK
    }

    public Recipe {
        steps = List.copyOf(steps);
    }
}
