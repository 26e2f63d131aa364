package io.gantry.secret.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.gantry.secret.Consumer;
import io.gantry.secret.ContentType;
import io.gantry.secret.KeptSecret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A secret as the API shows it.
///
/// @param contentTypes left out until there is a payload
/// @param consumers left out before version 1.1
@JsonInclude(Include.ALWAYS)
record SecretView(String secretRef, @Nullable String name, String secretType, @Nullable String algorithm,
        @Nullable Integer bitLength, @Nullable String mode, @Nullable String expiration, String status,
        String creatorId, String created, String updated,
        @JsonInclude(Include.NON_NULL) @Nullable Map<String, String> contentTypes,
        @JsonInclude(Include.NON_NULL) @Nullable List<User> consumers) {

    record User(String service, String resourceType, String resourceId) {
        static User of(Consumer consumer) {
            return new User(consumer.service(), consumer.resourceType(), consumer.resourceId());
        }
    }

    static SecretView of(KeptSecret secret, @Nullable List<Consumer> consumers, Refs refs) {
        var about = secret.about();
        return new SecretView(refs.secret(secret.id()), about.name().orElse(null), about.type().word(),
                about.algorithm().orElse(null), about.bitLength().orElse(null), about.mode().orElse(null),
                about.expiration().map(Times::shown).orElse(null), "ACTIVE", secret.owner().creator(),
                Times.shown(secret.created()), Times.shown(secret.updated()),
                secret.contentType().map(ContentType::word).map(type -> Map.of("default", type)).orElse(null),
                consumers == null ? null : consumers.stream().map(User::of).toList());
    }
}
