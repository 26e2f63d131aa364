package io.gantry.api;

import io.gantry.api.secret.Secret;
import java.util.Optional;

/// Keeps secret bytes somewhere safer than the host's database. Named as the field names it; `java.security.KeyStore` is another thing.
public non-sealed interface KeyStore extends Driver {
    /// Keeps the secret, which may be empty and is at most 1 MiB long.
    ///
    /// @return an opaque token of at most 255 printable ASCII characters that reveals nothing of the secret; a new one at each call. The
    ///     host stores the token and nothing else.
    String put(Secret secret) throws InterruptedException;

    /// The secret kept under `token`; empty if there is none.
    Optional<Secret> get(String token) throws InterruptedException;

    /// Forgets the secret for good; an unknown token is fine.
    void delete(String token) throws InterruptedException;
}
