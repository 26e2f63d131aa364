package io.gantry.api.accelerator;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One physical accelerator as its driver sees it.
///
/// @param id the same for the same device at every discovery and after a reboot, unique within the driver instance; for PCI its address
/// @param kind what it is
/// @param name for people: vendor and model as far as known
/// @param resources what it offers to scheduling, by resource class of Placement (`PGPU`, `FPGA`, `CUSTOM_...`), each at least 1
/// @param traits what scheduling may ask for: upper case letters, digits and `_`, own ones beginning with `CUSTOM_`
/// @param attachments how a guest gets hold of it or of its parts; empty if it cannot be handed out now
/// @param properties what else is known, for people: `numa-node`, `driver`, `class`
public record Device(String id, Kind kind, String name, Map<String, Long> resources, Set<String> traits,
        List<Attachment> attachments, Map<String, String> properties) {
    /// Copies the collections.
    public Device {
        resources = Map.copyOf(resources);
        traits = Set.copyOf(traits);
        attachments = List.copyOf(attachments);
        properties = Map.copyOf(properties);
    }

    /// What a device is; `PCI` is any other.
    public enum Kind {
        /// Field-programmable gate array.
        FPGA,
        /// Graphics or compute processor.
        GPU,
        /// Network adapter.
        NIC,
        /// Solid-state disk.
        SSD,
        /// Any other PCI function.
        PCI
    }
}
