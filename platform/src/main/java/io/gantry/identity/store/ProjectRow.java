package io.gantry.identity.store;

import io.gantry.identity.Project;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@MappedEntity("identity_project")
record ProjectRow(@Id String id, String name, @Nullable String description, boolean enabled, Instant created) {
    static ProjectRow of(Project project) {
        return new ProjectRow(project.id(), project.name(), project.description().orElse(null), project.enabled(),
                project.created());
    }

    Project value() {
        return new Project(id, name, Optional.ofNullable(description), enabled, created);
    }
}
