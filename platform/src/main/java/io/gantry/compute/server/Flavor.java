package io.gantry.compute.server;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a server may be made like.
///
/// @param id chosen by who made it: letters, digits, spaces, `.`, `-` and `_`
/// @param memoryMb in MiB
/// @param diskGb of the root disk; 0 for as much as the image has
/// @param open whether every project may use it
/// @param extra the extra specs, see [ExtraSpecs]
public record Flavor(String id, String name, int processors, int memoryMb, int diskGb, boolean open,
        Optional<String> description, Map<String, String> extra, Instant created) {
    /// Copies the extra specs.
    public Flavor {
        extra = Map.copyOf(extra);
    }

    Flavor with(Map<String, String> specs) {
        return new Flavor(id, name, processors, memoryMb, diskGb, open, description, specs, created);
    }

    Flavor described(Optional<String> text) {
        return new Flavor(id, name, processors, memoryMb, diskGb, open, text, extra, created);
    }
}
