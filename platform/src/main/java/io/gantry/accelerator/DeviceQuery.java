package io.gantry.accelerator;

import java.util.Optional;

/// Which devices to list; what is empty does not matter.
public record DeviceQuery(Optional<String> kind, Optional<String> vendor, Optional<String> host,
        Optional<String> source) {
    /// All of them.
    public static final DeviceQuery ALL = new DeviceQuery(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());
}
