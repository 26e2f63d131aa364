package io.gantry.baremetal;

import java.util.UUID;

/// Which node, and how often it was changed.
public record NodeVersion(UUID id, long version) {}
