package io.gantry.api.guest;

import java.util.Map;

/// What a guest is made of.
///
/// @param name unique on its compute host: letters, digits, `-`, `_` and `.`, at most 64 characters
/// @param memoryBytes a multiple of 4096
/// @param properties what the hypervisor needs beyond that
public record GuestSpec(String name, long memoryBytes, Map<String, String> properties) {
    /// Copies the properties.
    public GuestSpec {
        properties = Map.copyOf(properties);
    }
}
