package io.gantry.api.deploy;

import io.gantry.api.secret.Secret;
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
/// @param wishes what this deployment was asked for besides; of Ironic's `instance_info` what is no secret
/// @param secrets what of `instance_info` is one, such as `image_pull_secret`
/// @param means what the host can do with the node
public record Deployment(String node, Set<String> traits, Map<String, String> properties, Image image,
        Optional<Path> disk, Map<String, String> wishes, Map<String, Secret> secrets,
        Set<Means> means) {
    /// Copies the collections.
    public Deployment {
        traits = Set.copyOf(traits);
        properties = Map.copyOf(properties);
        wishes = Map.copyOf(wishes);
        secrets = Map.copyOf(secrets);
        means = Set.copyOf(means);
    }

    /// A deployment on a node that can only be switched on and off.
    public Deployment(String node, Set<String> traits, Map<String, String> properties, Image image,
            Optional<Path> disk, Map<String, String> wishes, Map<String, Secret> secrets) {
        this(node, traits, properties, image, disk, wishes, secrets, Set.of());
    }

    /// A deployment that wishes for nothing besides.
    public Deployment(String node, Set<String> traits, Map<String, String> properties, Image image,
            Optional<Path> disk) {
        this(node, traits, properties, image, disk, Map.of(), Map.of());
    }
}
