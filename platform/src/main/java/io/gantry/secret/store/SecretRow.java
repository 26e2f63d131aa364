package io.gantry.secret.store;

import io.gantry.secret.KeptSecret;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

@MappedEntity("secret")
@SuppressWarnings("ArrayRecordComponent") // nobody compares rows
record SecretRow(@Id UUID id, String name, String store, byte[] token, boolean deleting, Instant created) {
    static SecretRow of(KeptSecret secret) {
        return new SecretRow(secret.id(), secret.name(), secret.store(), secret.token(), secret.deleting(),
                secret.created());
    }

    KeptSecret value() {
        return new KeptSecret(id, name, store, token, deleting, created);
    }
}
