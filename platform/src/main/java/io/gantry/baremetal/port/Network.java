package io.gantry.baremetal.port;

import java.util.Optional;
import java.util.Set;

/// What is known of the network that is to be attached; who asks for it says so.
public record Network(Optional<String> name, Set<String> tags) {
    /// A network of which nothing is known.
    public static final Network UNKNOWN = new Network(Optional.empty(), Set.of());
}
