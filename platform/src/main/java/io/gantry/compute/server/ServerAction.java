package io.gantry.compute.server;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that somebody did to a server.
///
/// @param number grows with each
/// @param name `create`, `stop`, `live-migration`
/// @param ended empty while it goes on
/// @param reason why it failed
public record ServerAction(long number, UUID server, String name, String request, String user, String project,
        Optional<UUID> job, Instant started, Optional<Instant> ended, Optional<String> reason) {
    /// When something last happened to it.
    public Instant updated() {
        return ended.orElse(started);
    }
}
