package io.gantry.baremetal;

import java.util.Optional;
import java.util.UUID;

/// What a list shows of a node unless more is asked for.
///
/// @param instance that it was given to
/// @param power see [Standing#power]
public record BriefNode(UUID id, Optional<String> name, Optional<UUID> instance, boolean maintenance,
        Optional<String> power, ProvisionState state) {}
