package io.gantry.baremetal;

import java.util.List;
import java.util.UUID;

/// What a job on a node is given.
///
/// @param node its id
/// @param steps that somebody asked for besides
/// @param agent whether the agent of its ramdisk may be started for them
record Order(UUID node, Verb verb, List<NodeStep> steps, boolean agent) {
    Order {
        steps = List.copyOf(steps);
    }
}
