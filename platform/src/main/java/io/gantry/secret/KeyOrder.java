package io.gantry.secret;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A key that somebody ordered.
///
/// @param meta what was ordered, as JSON and without a passphrase
/// @param secret the key, once it is made
/// @param container the pair of keys, once it is made
/// @param error why it could not be made
public record KeyOrder(UUID id, Owner owner, Kind kind, String meta, Status status, Optional<UUID> secret,
        Optional<UUID> container, Optional<String> error, Instant created, Instant updated) {
    /// What is made.
    public enum Kind {
        /// One key.
        KEY,
        /// A pair of keys in a container.
        ASYMMETRIC
    }

    /// How far it is.
    public enum Status {
        PENDING, ACTIVE, ERROR
    }
}
