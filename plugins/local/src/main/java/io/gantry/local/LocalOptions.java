package io.gantry.local;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.util.Optional;

/// What the operator sets.
///
/// @param masterKey encrypts everything; kept out of the directory that it protects
public record LocalOptions(
        @Option("Key of 32 bytes, raw or in base64, that protects all secrets; left out, one is made and kept beside them.") Optional<Secret> masterKey) {}
