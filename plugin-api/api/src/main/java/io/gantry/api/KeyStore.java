package io.gantry.api;

import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.util.Optional;

/// Keeps secret bytes somewhere safer than the host's database. Named as the field names it; `java.security.KeyStore` is another thing.
///
/// The host stores the token of a secret and nothing else of it. A store either keeps the secret itself and returns a short token to find it
/// by, or it keeps nothing but keys and returns the sealed secret as its token; then it is [Sealing].
public non-sealed interface KeyStore extends Driver {
    /// Keeps the secret, which may be empty and is at most 1 MiB long ([DriverException.Kind#INVALID] if longer).
    ///
    /// @return an opaque token, at most 1 KiB longer than the secret, that reveals nothing of it; a new one at each call
    byte[] put(SecretId id, Secret secret) throws InterruptedException;

    /// The secret that was put under `id` and got `token`; empty if the store knows no such token.
    /// [DriverException.Kind#FAILED] if it is damaged or belongs to another secret.
    Optional<Secret> get(SecretId id, byte[] token) throws InterruptedException;

    /// Forgets for good what the store keeps of the secret; an unknown token is fine.
    ///
    /// @param token empty if the host was stopped while [#put] ran and never learnt it: then everything goes that the store keeps under `id`
    ///     and can find by it
    void delete(SecretId id, byte[] token) throws InterruptedException;
}
