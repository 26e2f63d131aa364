package io.gantry.secret;

import java.util.Optional;
import java.util.UUID;

/// What the job of an order is given. The ids of what it makes are chosen here, so that a job that was cut off finds what it had made.
///
/// @param key the key, or the private one of a pair
/// @param publicKey of a pair
/// @param container of a pair
/// @param passphrase a secret that is kept already
record OrderedKey(UUID order, Owner owner, KeySpec spec, Description about, UUID key, UUID publicKey, UUID container,
        Optional<UUID> passphrase) {
    static OrderedKey of(KeyOrder order, KeySpec spec, Description about, Optional<UUID> passphrase) {
        return new OrderedKey(order.id(), order.owner(), spec, about, UUID.randomUUID(), UUID.randomUUID(),
                UUID.randomUUID(), passphrase);
    }

    /// What is said of one of the secrets that are made.
    Description description(SecretType type) {
        return new Description(about.name(), type, about.algorithm(), about.bitLength(), about.mode(),
                about.expiration());
    }
}
