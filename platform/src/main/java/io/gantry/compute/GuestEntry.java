package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What Gantry itself knows of a guest, without asking its host.
///
/// @param host the hypervisor instance it belongs to
/// @param reason why it is not ready
/// @param job that works on it now
public record GuestEntry(String name, String host, long memoryBytes, Map<String, String> properties, Phase phase,
        Optional<String> reason, Optional<UUID> job, Instant created) {
    /// Copies the properties.
    public GuestEntry {
        properties = Map.copyOf(properties);
    }

    /// How far the entry and its host agree.
    public enum Phase {
        /// Written down; the host may not have it yet.
        DEFINING,
        /// The host has it.
        READY,
        /// The host may have forgotten it already.
        DELETING
    }

    /// As its host is told.
    public GuestSpec spec() {
        return new GuestSpec(name, memoryBytes, properties);
    }
}
