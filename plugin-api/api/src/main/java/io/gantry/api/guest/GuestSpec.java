package io.gantry.api.guest;

import java.util.List;
import java.util.Map;

/// What a guest is made of.
///
/// @param name unique on its compute host: letters, digits, `-`, `_` and `.`, at most 64 characters
/// @param memoryBytes a multiple of 4096
/// @param processors at least 1
/// @param devices in the order in which the guest finds them; it starts from the first disk
/// @param properties what the hypervisor needs beyond that
public record GuestSpec(String name, long memoryBytes, int processors, List<VirtualDevice> devices,
        Map<String, String> properties) {
    /// Copies the devices and the properties.
    public GuestSpec {
        devices = List.copyOf(devices);
        properties = Map.copyOf(properties);
    }

    /// A guest with one processor and no devices.
    public GuestSpec(String name, long memoryBytes, Map<String, String> properties) {
        this(name, memoryBytes, 1, List.of(), properties);
    }
}
