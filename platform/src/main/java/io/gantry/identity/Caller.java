package io.gantry.identity;

import io.gantry.base.Problem;
import java.util.Set;

/// Who makes a request, and in which capacity.
///
/// @param user id, 32 hexadecimal digits
/// @param name of the user, for people
/// @param scope for what the roles hold
/// @param roles with those that they imply: an admin is also manager, member and reader
public record Caller(String user, String name, Scope scope, Set<String> roles) {
    /// The id of the project that the caller acts for.
    ///
    /// @throws Problem FORBIDDEN if he acts for none
    public String project() {
        if (scope instanceof Scope.Project project) {
            return project.id();
        }
        throw new Problem(Problem.Kind.FORBIDDEN,
                "This needs a token of a project; ask for one with a project as its scope.");
    }

    public boolean has(String role) {
        return roles.contains(role);
    }
}
