package io.gantry.compute.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which servers, newest first; what is empty does not matter.
///
/// @param name what their names have in them
/// @param statuses any of these
/// @param deleted whether only those that are gone, else only those that are not; those that changed are told either way
/// @param marker the last one that was seen
/// @param limit how many at most
public record ServerQuery(Optional<String> project, Optional<String> user, Optional<String> name,
        List<Status> statuses, Optional<String> host, Optional<UUID> image, Optional<String> flavor, boolean deleted,
        Optional<Instant> changedSince, Optional<Instant> changedBefore, boolean oldestFirst, Optional<UUID> marker,
        int limit) {}
