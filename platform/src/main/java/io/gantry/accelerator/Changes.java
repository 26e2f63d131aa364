package io.gantry.accelerator;

import io.gantry.api.accelerator.Device;
import java.util.List;
import java.util.UUID;

/// What a report says that was not known.
///
/// @param fresh devices that are new or were missing, or of which something changed
/// @param gone devices that are no longer there
public record Changes(String source, String host, List<Fresh> fresh, List<UUID> gone) {
    /// A device to be written down.
    ///
    /// @param known whether it is there already
    public record Fresh(UUID id, String fingerprint, Device device, boolean known) {}

    boolean isEmpty() { return fresh.isEmpty() && gone.isEmpty(); }
}
