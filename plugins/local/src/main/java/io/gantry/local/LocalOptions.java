package io.gantry.local;

import io.gantry.api.Option;
import io.gantry.api.secret.Secret;
import java.util.Optional;

/// What the operator sets.
///
/// @param masterKey encrypts the project keys; kept out of the directory that it protects
/// @param formerMasterKey the one before, while the master key is changed
public record LocalOptions(
        @Option(value = "Key of 32 bytes, raw or in base64, that protects all secrets; left out, one is made and kept beside the keys it protects.", example = "file:/etc/gantry/master.key") Optional<Secret> masterKey,
        @Option(value = "The master key that was used until now, to change it: at the next start all keys are moved to `master-key`.", example = "file:/etc/gantry/master.key.old") Optional<Secret> formerMasterKey) {}
