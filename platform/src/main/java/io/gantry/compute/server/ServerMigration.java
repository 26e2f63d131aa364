package io.gantry.compute.server;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One move of a server's guest from host to host.
///
/// @param number by which clients name it
/// @param id of the job that does it
/// @param user who asked for it; empty where the operator did by other means
/// @param reason why it failed
/// @param memory how far its memory is
public record ServerMigration(long number, UUID id, UUID server, String project, Optional<String> user, String source,
        String target, Phase phase, Optional<String> reason, Bytes memory, Instant created, Instant updated) {
    /// How far a migration is.
    public enum Phase {
        QUEUED("queued"), PREPARING("preparing"), RUNNING("running"),
        /// The guest runs at the target, and some of its memory is still at the source. It is under way like any other.
        POST_COPY("running (post-copy)"), POST_MIGRATING("post-migrating"), COMPLETED("completed"), FAILED(
                "failed"), CANCELLED("cancelled");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        /// In the words of the API.
        public String word() {
            return word;
        }

        public boolean ended() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    /// How much there is, was copied, more than once where it changed meanwhile, and is left.
    public record Bytes(long total, long processed, long remaining) {}

    ServerMigration with(Phase now, Optional<String> why, Bytes bytes, Instant time) {
        return new ServerMigration(number, id, server, project, user, source, target, now, why, bytes, created, time);
    }
}
