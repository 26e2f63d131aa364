package io.gantry.api;

import io.gantry.api.secret.SecretId;

/// Role of a [KeyStore] that keeps keys and no secrets: its token is the sealed secret, bound to its [SecretId] so that it opens for no other,
/// and the secret is forgotten when the host forgets the token.
public interface Sealing {
    /// Seals the secret again under the newest key.
    ///
    /// @return the new token; the same bytes if `token` is under the newest key already
    byte[] reseal(SecretId id, byte[] token) throws InterruptedException;
}
