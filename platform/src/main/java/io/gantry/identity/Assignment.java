package io.gantry.identity;

import java.util.Optional;

/// A user's role.
///
/// @param user id
/// @param role id
/// @param project for which he has it; without one for the whole system
public record Assignment(String user, String role, Optional<String> project) {}
