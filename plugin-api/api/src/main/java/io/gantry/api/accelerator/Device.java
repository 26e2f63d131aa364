package io.gantry.api.accelerator;

import java.util.List;
import java.util.Map;

/// One physical accelerator as its driver sees it.
///
/// @param id the same for the same device at every discovery and after a reboot, unique within the driver instance; for PCI its address
/// @param kind what it is
/// @param vendor who made it: for PCI four lower case hexadecimal digits, else as the maker calls itself
/// @param product what the maker numbers it as: for PCI four lower case hexadecimal digits
/// @param name for people: vendor and model as far as known
/// @param parts what it offers to scheduling
/// @param obstacles why it or some of it is not offered now, each one sentence with what to do; empty if all of it is offered
/// @param properties what else is known, for people: `numa-node`, `driver`, `class`
public record Device(String id, Kind kind, String vendor, String product, String name, List<Part> parts,
        List<String> obstacles, Map<String, String> properties) {
    /// Copies the collections.
    public Device {
        parts = List.copyOf(parts);
        obstacles = List.copyOf(obstacles);
        properties = Map.copyOf(properties);
    }

    /// All its pieces, of whatever part.
    public List<Attachment> attachments() {
        return parts.stream().flatMap(part -> part.attachments().stream()).toList();
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
        /// Processor for encryption and compression.
        QAT,
        /// Processor for neural networks.
        AICHIP,
        /// Any other PCI function.
        PCI
    }
}
