package io.gantry.accelerator;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What somebody may ask for under a name.
///
/// @param description may be empty
/// @param groups each of which is served by one part
public record Profile(UUID id, String name, String description, List<ProfileGroup> groups, Instant created) {}
