package io.gantry.secret.store;

import io.gantry.api.secret.SecretId;
import io.gantry.secret.Payload;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_payload")
@SuppressWarnings("ArrayRecordComponent") // nobody compares rows
record PayloadRow(@Id @GeneratedValue @Nullable Long number, UUID secret, String project, String store, byte[] token,
        State state) {
    /// Whether the payload counts.
    enum State {
        /// It is its secret's payload.
        KEPT,
        /// Its key store may have it or not.
        INTENDED,
        /// It waits to be deleted.
        DROPPED
    }

    static PayloadRow of(Payload payload, State state) {
        return new PayloadRow(payload.number() == 0 ? null : payload.number(), UUID.fromString(payload.id().secret()),
                payload.id().project(), payload.store(), payload.token(), state);
    }

    Payload value() {
        return new Payload(number == null ? 0 : number, new SecretId(project, secret.toString()), store, token);
    }
}
