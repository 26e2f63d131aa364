package io.gantry.secret;

import java.util.Locale;

/// What a secret is, in the words of the key-manager API. It decides nothing here; those who read the secret go by it.
public enum SecretType {
    SYMMETRIC, PUBLIC, PRIVATE, PASSPHRASE, CERTIFICATE, OPAQUE;

    /// As the API writes it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
