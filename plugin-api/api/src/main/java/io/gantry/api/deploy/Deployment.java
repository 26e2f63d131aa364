package io.gantry.api.deploy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which image goes on which node.
///
/// @param node name of the node
/// @param traits of the node
/// @param properties of the node
/// @param image what is to be put on it
/// @param disk the node's disk where its hardware driver can reach it from this host
public record Deployment(String node, Set<String> traits, Map<String, String> properties, Image image,
        Optional<Path> disk) {
    /// Copies the collections.
    public Deployment {
        traits = Set.copyOf(traits);
        properties = Map.copyOf(properties);
    }
}
