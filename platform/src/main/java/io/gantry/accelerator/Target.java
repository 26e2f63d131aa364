package io.gantry.accelerator;

import java.util.Optional;
import java.util.UUID;

/// To what a request is to be bound.
///
/// @param host the machine
/// @param part on that machine
/// @param instance the guest
/// @param project whose the request is from then on, if another's
public record Target(String host, UUID part, String instance, Optional<String> project) {}
