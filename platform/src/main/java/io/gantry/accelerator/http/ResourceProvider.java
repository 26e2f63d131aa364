package io.gantry.accelerator.http;

import io.gantry.accelerator.KnownPart;
import java.util.Optional;
import java.util.UUID;

/// What Placement counts resources of.
///
/// @param part empty for the root of a host
record ResourceProvider(UUID id, String name, UUID root, Optional<KnownPart> part) {
    long generation() {
        return part.map(KnownPart::generation).orElse(0L);
    }
}
