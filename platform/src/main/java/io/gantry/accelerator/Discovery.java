package io.gantry.accelerator;

import java.util.List;

/// What the drivers found.
///
/// @param devices in the order of the operator's file, and below that by id
/// @param problems one for each instance that could not say
public record Discovery(List<FoundDevice> devices, List<Trouble> problems) {
    /// An instance whose devices are not known now.
    ///
    /// @param detail why, and what to do next
    public record Trouble(String instance, String detail) {}
}
