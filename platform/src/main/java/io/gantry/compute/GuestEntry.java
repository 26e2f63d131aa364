package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What Gantry itself knows of a guest, without asking its host.
///
/// @param spec as its host is told
/// @param host the hypervisor instance it belongs to
/// @param reason why it is not ready
/// @param job that works on it now
/// @param tpmSecret by which the key manager knows the secret of its TPM, if it has one
public record GuestEntry(GuestSpec spec, String host, Phase phase, Optional<String> reason, Optional<UUID> job,
        Optional<UUID> tpmSecret, Instant created) {
    /// How far the entry and its host agree.
    public enum Phase {
        /// Written down; the host may not have it yet.
        DEFINING,
        /// The host has it.
        READY,
        /// The host may have forgotten it already.
        DELETING
    }

    public String name() {
        return spec.name();
    }
}
