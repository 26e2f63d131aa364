package io.gantry.api.accelerator;

import java.util.List;
import java.util.Set;

/// Pieces of a device that are alike, so that any of them does: what scheduling counts, and what Placement calls a resource provider.
///
/// @param id the same at every discovery and after a reboot, unique within the driver instance: the device's id if it is all of it, else
///     what tells it apart: `0000:3b:00.0/vf`, `0000:08:01.7/nvidia-742`
/// @param resourceClass of Placement, of which it offers one for each attachment: `PGPU`, `FPGA`, `CUSTOM_...`
/// @param traits what scheduling may ask for: upper case letters, digits and `_`, own ones beginning with `CUSTOM_`
/// @param attachments the pieces, whether a guest has them now or not; empty if none can be handed out
public record Part(String id, String resourceClass, Set<String> traits, List<Attachment> attachments) {
    /// Copies the collections.
    public Part {
        traits = Set.copyOf(traits);
        attachments = List.copyOf(attachments);
    }
}
