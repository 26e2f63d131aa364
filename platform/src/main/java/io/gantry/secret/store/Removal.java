package io.gantry.secret.store;

import io.gantry.secret.Payload;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/// Removes a secret and notes what its key store has yet to delete, both or neither.
@Singleton
class Removal {
    private final SecretRows secrets;
    private final PayloadRows payloads;
    private final LeftoverRows leftovers;
    private final AclRows acls;

    Removal(SecretRows secrets, PayloadRows payloads, LeftoverRows leftovers, AclRows acls) {
        this.secrets = secrets;
        this.payloads = payloads;
        this.leftovers = leftovers;
        this.acls = acls;
    }

    /// @param removed whether there was such a secret
    record Removed(boolean removed, Optional<Payload> left) {}

    @Transactional
    Removed remove(UUID secret, boolean sealing) {
        if (secrets.lock(secret).isEmpty()) {
            return new Removed(false, Optional.empty());
        }
        var payload = payloads.findById(secret).map(PayloadRow::value);
        payloads.deleteById(secret);
        acls.deleteById(secret);
        secrets.deleteById(secret);
        return new Removed(true, sealing
                ? Optional.empty()
                : payload.map(one -> leftovers.save(LeftoverRow.of(one, false)).value()));
    }
}
