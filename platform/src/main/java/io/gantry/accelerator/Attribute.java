package io.gantry.accelerator;

import java.time.Instant;
import java.util.UUID;

/// Something said of a part.
///
/// @param part number of the part
/// @param name `rc` for its resource class, `trait0` and so on for its traits, else anything
/// @param reported whether its driver says so, else an administrator does
public record Attribute(long number, UUID id, long part, String name, String content, boolean reported,
        Instant created) {
    public static final String CLASS = "rc";
    public static final String TRAIT = "trait";

    /// Whether scheduling may ask for it.
    public boolean isTrait() { return name.startsWith(TRAIT); }
}
