package io.gantry.api.hardware;

import io.gantry.api.secret.Secret;
import java.util.Map;

/// A bare metal machine as its hardware driver needs to know it.
///
/// @param name unique in Gantry
/// @param properties how to reach it and what it is made of; of Ironic's `driver_info` what is no secret
/// @param secrets what of `driver_info` is kept in the key manager, such as the password of its controller
public record Node(String name, Map<String, String> properties, Map<String, Secret> secrets) {
    /// Copies the maps.
    public Node {
        properties = Map.copyOf(properties);
        secrets = Map.copyOf(secrets);
    }

    /// A node without secrets.
    public Node(String name, Map<String, String> properties) {
        this(name, properties, Map.of());
    }
}
