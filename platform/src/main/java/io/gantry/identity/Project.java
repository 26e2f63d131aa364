package io.gantry.identity;

import java.time.Instant;
import java.util.Optional;

/// What owns things.
///
/// @param id 32 hexadecimal digits
/// @param name unique
/// @param enabled whether anybody may act for it
public record Project(String id, String name, Optional<String> description, boolean enabled, Instant created) {}
