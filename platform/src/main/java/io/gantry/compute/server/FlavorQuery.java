package io.gantry.compute.server;

import java.util.Optional;

/// Which flavors.
///
/// @param open only those that are open to all, or only those that are not; empty for both
/// @param project that has to be allowed to use them; empty where that does not matter
/// @param marker id of the last one that was seen
/// @param limit how many at most
public record FlavorQuery(Optional<Boolean> open, Optional<String> project, int leastMemoryMb, int leastDiskGb,
        Optional<String> marker, int limit) {}
