package io.gantry.api.hardware;

import java.util.List;
import java.util.Map;

/// What a controller knows of its node.
///
/// @param properties as Ironic names them: `cpus`, `cpu_arch`, `memory_mb`, `local_gb`, `vendor`, `serial_number`; what is not known is left out
/// @param addresses MAC addresses of its network ports, lower case with colons
/// @param components its parts with firmware or sensors
public record Inspection(Map<String, String> properties, List<String> addresses, List<Component> components) {
    /// Copies the collections.
    public Inspection {
        properties = Map.copyOf(properties);
        addresses = List.copyOf(addresses);
        components = List.copyOf(components);
    }

    /// A part of a node.
    ///
    /// @param kind `bios`, `bmc`, `nic`, `fan`, `temperature`, `power`, `drive`
    /// @param name unique among those of its kind
    /// @param version of its firmware; empty if it has none or does not tell
    /// @param reading of a sensor with its unit, such as `41 Cel`; empty if it is none
    /// @param health `OK`, `Warning` or `Critical` as Redfish has it; empty if it does not tell
    public record Component(String kind, String name, String version, String reading, String health) {}
}
