package io.gantry.secret.store;

import io.gantry.api.secret.SecretId;
import io.gantry.secret.Payload;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_leftover")
@SuppressWarnings("ArrayRecordComponent") // nobody compares rows
record LeftoverRow(@Id @GeneratedValue @Nullable Long number, UUID secret, String project, String store, byte[] token,
        boolean intended) {
    static LeftoverRow of(Payload payload, boolean intended) {
        return new LeftoverRow(payload.number() == 0 ? null : payload.number(),
                UUID.fromString(payload.id().secret()), payload.id().project(), payload.store(), payload.token(),
                intended);
    }

    Payload value() {
        return new Payload(number == null ? 0 : number, new SecretId(project, secret.toString()), store, token);
    }
}
