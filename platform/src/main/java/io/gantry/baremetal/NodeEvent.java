package io.gantry.baremetal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that happened to a node.
///
/// @param severity `INFO` or `ERROR`
/// @param type `provisioning`, `network`
/// @param caller id of the user who asked for it
public record NodeEvent(UUID id, UUID node, String severity, String type, String text, Optional<String> caller,
        Instant created) {}
