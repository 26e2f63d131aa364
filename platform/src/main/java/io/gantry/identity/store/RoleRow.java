package io.gantry.identity.store;

import io.gantry.identity.Role;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@MappedEntity("identity_role")
record RoleRow(@Id String id, String name, @Nullable String description) {
    static RoleRow of(Role role) {
        return new RoleRow(role.id(), role.name(), role.description().orElse(null));
    }

    Role value() {
        return new Role(id, name, Optional.ofNullable(description));
    }
}
