package io.gantry.secret;

import java.time.Instant;
import java.util.Set;

/// Who may read, when that was said expressly.
///
/// @param projectAccess whether the members of the project may
/// @param readers ids of users who may in any case
public record Acl(boolean projectAccess, Set<String> readers, Instant created, Instant updated) {}
