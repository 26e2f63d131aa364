package io.gantry.identity;

import java.util.List;
import java.util.Optional;

/// What a user may act as within one scope, as the tables have it now.
///
/// @param caller as the features see him
/// @param roles with those that they imply
/// @param project if the scope is one
/// @param credential if he acts through one
public record Access(Caller caller, User user, List<Role> roles, Optional<Project> project,
        Optional<ApplicationCredential> credential) {}
