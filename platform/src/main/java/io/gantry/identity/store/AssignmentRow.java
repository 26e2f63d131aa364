package io.gantry.identity.store;

import io.gantry.identity.Assignment;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// @param target the project's id, or `system`; unlike the nullable column it can be part of a unique constraint
@MappedEntity("identity_assignment")
record AssignmentRow(@Id @GeneratedValue(GeneratedValue.Type.IDENTITY) @Nullable Long number, String userId,
        String roleId, @Nullable String projectId, String target) {
    static AssignmentRow of(Assignment assignment) {
        return new AssignmentRow(null, assignment.user(), assignment.role(), assignment.project().orElse(null),
                target(assignment));
    }

    static String target(Assignment assignment) {
        return assignment.project().orElse("system");
    }

    Assignment value() {
        return new Assignment(userId, roleId, Optional.ofNullable(projectId));
    }
}
