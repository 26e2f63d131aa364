package io.gantry.secret;

import java.time.Instant;
import java.util.Optional;

/// What its owner says of a secret.
///
/// @param name need not be unique
/// @param algorithm what the key is for; not checked
/// @param bitLength 1 to 32767
/// @param mode of the algorithm; not checked
/// @param expiration from then on nobody sees the secret any more
public record Description(Optional<String> name, SecretType type, Optional<String> algorithm,
        Optional<Integer> bitLength, Optional<String> mode, Optional<Instant> expiration) {
    /// A name and a type and no more.
    public static Description of(String name, SecretType type) {
        return new Description(Optional.of(name), type, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
