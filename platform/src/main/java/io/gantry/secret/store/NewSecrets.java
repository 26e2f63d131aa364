package io.gantry.secret.store;

import io.gantry.secret.KeptSecret;
import io.gantry.secret.Payload;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Adds secrets, several in one transaction.
@Singleton
class NewSecrets {
    private final SecretRows secrets;
    private final PayloadRows payloads;
    private final LeftoverRows leftovers;

    NewSecrets(SecretRows secrets, PayloadRows payloads, LeftoverRows leftovers) {
        this.secrets = secrets;
        this.payloads = payloads;
        this.leftovers = leftovers;
    }

    record Added(KeptSecret secret, Optional<Payload> payload) {}

    @Transactional
    void add(List<Added> all) {
        secrets.saveAll(all.stream().map(added -> SecretRow.of(added.secret())).toList());
        var filled = all.stream().flatMap(added -> added.payload().stream()).toList();
        if (!filled.isEmpty()) {
            payloads.saveAll(filled.stream().map(PayloadRow::of).toList());
            filled.stream()
                    .filter(payload -> payload.number() != 0)
                    .forEach(payload -> leftovers.deleteByNumber(payload.number()));
        }
    }
}
