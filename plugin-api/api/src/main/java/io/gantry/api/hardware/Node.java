package io.gantry.api.hardware;

import java.util.Map;

/// A bare metal machine as its hardware driver needs to know it.
///
/// @param name unique in Gantry
/// @param properties how to reach it and what it is made of
public record Node(String name, Map<String, String> properties) {
    /// Copies the properties.
    public Node {
        properties = Map.copyOf(properties);
    }
}
