package io.gantry.compute.server;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A guest that belongs to a project.
///
/// @param user who made it
/// @param flavor as it was when the server was made
/// @param image whose content its disk was filled with
/// @param state as it was last seen
/// @param deleting whether a job removes it
/// @param fault why it is in error
/// @param host the hypervisor instance that has it, or is to have it
/// @param moving the job that moves its guest now
/// @param tpmSecurity who can open the secret of its TPM: `user`, `host` or `deployment`; empty without TPM
/// @param job the last one that made or removed it
public record Server(UUID id, String project, String user, String name, Optional<String> description, Flavor flavor,
        UUID image, Map<String, String> metadata, State state, boolean deleting, Optional<Fault> fault,
        Optional<String> host, Optional<UUID> moving, Optional<String> tpmSecurity, Optional<UUID> job,
        Instant created, Instant updated, Optional<Instant> launched, Optional<Instant> deleted) {
    /// Copies the metadata.
    public Server {
        metadata = Map.copyOf(metadata);
    }

    /// Where a server stands.
    public enum State {
        BUILDING, ACTIVE, PAUSED, STOPPED, ERROR;
    }

    /// Why a server is in error.
    ///
    /// @param code as HTTP has them
    public record Fault(int code, String message, Instant created) {}

    /// The name of its guest.
    public String guest() {
        return id.toString();
    }

    /// In the words of the API.
    public Status status() {
        if (deleted.isPresent()) {
            return Status.DELETED;
        }
        return switch (state) {
            case BUILDING -> Status.BUILD;
            case ACTIVE -> moving.isPresent() ? Status.MIGRATING : Status.ACTIVE;
            case PAUSED -> moving.isPresent() ? Status.MIGRATING : Status.PAUSED;
            case STOPPED -> Status.SHUTOFF;
            case ERROR -> Status.ERROR;
        };
    }
}
