package io.gantry.accelerator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Pieces of a device that are alike: what the accelerator API calls a deployable and Placement a resource provider.
///
/// @param number by which attributes name it
/// @param id made of its name
/// @param device number of its device
/// @param owner its device
/// @param part its id at the driver instance
/// @param name host and part id
/// @param bitstream with what it was last programmed
/// @param generation grows with each change
/// @param total how many pieces there are
/// @param used how many of them somebody has
public record KnownPart(long number, UUID id, long device, Owner owner, String part, String name, String resourceClass,
        List<Attribute> attributes, Optional<String> bitstream, long generation, long total, long used,
        Instant created, Optional<Instant> updated) {
    /// The device of a part, as far as handing out needs it.
    ///
    /// @param id of the device
    /// @param source the driver instance that found it
    /// @param device its id there
    /// @param driver of that instance
    /// @param stale why what is known of it is old
    public record Owner(UUID id, String source, String device, String driver, String host, boolean enabled,
            Optional<Instant> missing, Optional<String> stale) {}

    /// What scheduling may ask for.
    public List<String> traits() {
        return attributes.stream().filter(Attribute::isTrait).map(Attribute::content).distinct().sorted().toList();
    }

    /// How many nobody can have: all of them while the device is not enabled.
    public long reserved() {
        return owner.enabled() ? 0 : total;
    }
}
