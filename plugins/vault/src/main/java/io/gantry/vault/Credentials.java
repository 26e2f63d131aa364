package io.gantry.vault;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import java.util.Optional;

/// Who asks: a token, or a role and its secret id.
record Credentials(Optional<Secret> token, Optional<String> roleId, Optional<Secret> secretId, String approleMount) {
    Credentials {
        if (token.isPresent() == roleId.isPresent() || (secretId.isPresent() && roleId.isEmpty())) {
            throw new DriverException(Kind.INVALID,
                    "Give either token, or role-id with the secret-id that belongs to it; not both and not neither.");
        }
    }
}
