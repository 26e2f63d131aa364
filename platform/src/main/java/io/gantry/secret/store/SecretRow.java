package io.gantry.secret.store;

import io.gantry.secret.ContentType;
import io.gantry.secret.Description;
import io.gantry.secret.KeptSecret;
import io.gantry.secret.Owner;
import io.gantry.secret.SecretType;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret")
record SecretRow(@Id UUID id, String project, String creator, @Nullable String name, SecretType type,
        @Nullable String algorithm, @Nullable Integer bitLength, @Nullable String mode, @Nullable Instant expiration,
        @Nullable String contentType, Instant created, Instant updated) {
    static SecretRow of(KeptSecret secret) {
        var about = secret.about();
        return new SecretRow(secret.id(), secret.owner().project(), secret.owner().creator(),
                about.name().orElse(null), about.type(), about.algorithm().orElse(null),
                about.bitLength().orElse(null), about.mode().orElse(null), about.expiration().orElse(null),
                secret.contentType().map(ContentType::word).orElse(null), secret.created(), secret.updated());
    }

    KeptSecret value(boolean projectAccess) {
        var about = new Description(Optional.ofNullable(name), type, Optional.ofNullable(algorithm),
                Optional.ofNullable(bitLength), Optional.ofNullable(mode), Optional.ofNullable(expiration));
        return new KeptSecret(id, new Owner(project, creator, projectAccess), about,
                Optional.ofNullable(contentType).flatMap(ContentType::of), created, updated);
    }
}
