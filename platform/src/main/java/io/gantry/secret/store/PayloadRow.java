package io.gantry.secret.store;

import io.gantry.api.secret.SecretId;
import io.gantry.secret.Payload;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

@MappedEntity("secret_payload")
@SuppressWarnings("ArrayRecordComponent") // nobody compares rows
record PayloadRow(@Id UUID secret, String project, String store, byte[] token) {
    static PayloadRow of(Payload payload) {
        return new PayloadRow(UUID.fromString(payload.id().secret()), payload.id().project(), payload.store(),
                payload.token());
    }

    Payload value() {
        return new Payload(0, new SecretId(project, secret.toString()), store, token);
    }
}
