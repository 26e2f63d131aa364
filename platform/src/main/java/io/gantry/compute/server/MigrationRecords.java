package io.gantry.compute.server;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where it is written down how servers moved.
public interface MigrationRecords {
    /// Without effect for a guest that is no server's.
    void begun(UUID job, String guest, String source, String target, long memoryBytes, Instant now);

    /// Who asked for it.
    void askedBy(UUID job, String user);

    Optional<ServerMigration> find(UUID id);

    Optional<ServerMigration> find(UUID server, long number);

    List<ServerMigration> list(MigrationQuery query);

    /// Those that have not been seen to end.
    List<ServerMigration> open();

    /// Writes its phase, reason and bytes.
    void save(ServerMigration migration);
}
