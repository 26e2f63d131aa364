package io.gantry.identity.store;

import io.gantry.identity.ApplicationCredential;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// @param roles ids, separated by commas
@MappedEntity("identity_credential")
record CredentialRow(@Id String id, String userId, String projectId, String name, @Nullable String description,
        String secret, String roles, boolean unrestricted, @Nullable Instant expires, Instant created) {
    static CredentialRow of(ApplicationCredential given) {
        return new CredentialRow(given.id(), given.user(), given.project(), given.name(),
                given.description().orElse(null), given.secret(), String.join(",", new TreeSet<>(given.roles())),
                given.unrestricted(), given.expires().orElse(null), given.created());
    }

    ApplicationCredential value() {
        return new ApplicationCredential(id, userId, projectId, name, Optional.ofNullable(description), secret,
                Set.of(roles.split(",", -1)), unrestricted, Optional.ofNullable(expires), created);
    }
}
