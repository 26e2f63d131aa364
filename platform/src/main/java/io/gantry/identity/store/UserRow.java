package io.gantry.identity.store;

import io.gantry.identity.User;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@MappedEntity("identity_user")
record UserRow(@Id String id, String name, @Nullable String description, @Nullable String email,
        @Nullable String defaultProject, boolean enabled, @Nullable String password, long generation, Instant created) {
    static UserRow of(User user) {
        return new UserRow(user.id(), user.name(), user.description().orElse(null), user.email().orElse(null),
                user.defaultProject().orElse(null), user.enabled(), user.password().orElse(null), user.generation(),
                user.created());
    }

    User value() {
        return new User(id, name, Optional.ofNullable(description), Optional.ofNullable(email),
                Optional.ofNullable(defaultProject), enabled, Optional.ofNullable(password), generation, created);
    }
}
