package io.gantry.compute.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which migrations, newest first; what is empty does not matter.
///
/// @param host that they leave or come to
/// @param phases any of these
/// @param marker the last one that was seen
/// @param limit how many at most
public record MigrationQuery(Optional<UUID> server, Optional<String> host, Optional<String> source,
        List<ServerMigration.Phase> phases, Optional<String> project, Optional<String> user,
        Optional<Instant> changedSince, Optional<Instant> changedBefore, Optional<UUID> marker, int limit) {}
