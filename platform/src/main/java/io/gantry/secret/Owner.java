package io.gantry.secret;

import io.gantry.identity.Caller;

/// Whose something is.
///
/// @param project its id
/// @param creator id of the user who made it
/// @param projectAccess whether the members of the project may use it; if not, only its creator, the project's admins and those on its list may
public record Owner(String project, String creator, boolean projectAccess) {
    static Owner of(Caller caller) {
        return new Owner(caller.project(), caller.user(), true);
    }
}
