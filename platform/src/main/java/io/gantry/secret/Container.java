package io.gantry.secret;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Secrets that belong together.
public record Container(UUID id, Owner owner, Optional<String> name, Type type, List<Part> parts, Instant created,
        Instant updated) {
    /// What the names of the parts mean.
    public enum Type {
        /// Whatever the user wants.
        GENERIC,
        /// A pair of RSA keys: `public_key`, `private_key` and perhaps `private_key_passphrase`.
        RSA,
        /// A certificate: `certificate`, and perhaps `private_key`, `private_key_passphrase` and `intermediates`.
        CERTIFICATE,
        /// A pair of DSA keys, as an order makes it.
        DSA,
        /// A pair of EC keys, as an order makes it.
        EC;

        /// As the API writes it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One of its secrets.
    ///
    /// @param name what it is in the container; may be empty in a generic one
    public record Part(String name, UUID secret) {}

    /// Somebody who uses the container.
    ///
    /// @param project of whoever said so
    public record User(String name, String url, String project, Instant created) {}
}
