package io.gantry.baremetal.port;

import io.gantry.base.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What somebody needs of the ports of a node that he does not have yet.
///
/// @param traits that the file of port traits knows
/// @param networks that are to be attached one after the other, each to ports of its own
public record PortNeeds(Set<String> traits, List<Network> networks) {
    /// The key of `extra` and the key in it under which people name networks.
    static final String GANTRY = Port.FACTS;
    static final String NETWORKS = "networks";
    private static final int MOST = 64;

    public PortNeeds {
        traits = Set.copyOf(traits);
        networks = List.copyOf(networks);
    }

    /// The networks that `extra` of a wish names: `{"gantry": {"networks": [{"name": "web", "tags": ["prod"]}, {}]}}`.
    ///
    /// @throws Problem INVALID if they are written otherwise
    static List<Network> networks(Map<String, Object> extra) {
        if (!(extra.get(GANTRY) instanceof Map<?, ?> ours) || !ours.containsKey(NETWORKS)) {
            return List.of();
        }
        if (!(ours.get(NETWORKS) instanceof Collection<?> all) || all.size() > MOST) {
            throw wrong();
        }
        var networks = new ArrayList<Network>();
        for (var one : all) {
            networks.add(network(one));
        }
        return networks;
    }

    private static Network network(Object one) {
        if (!(one instanceof Map<?, ?> said) || !Set.of("name", "tags").containsAll(said.keySet())) {
            throw wrong();
        }
        var tags = said.get("tags") instanceof Collection<?> texts ? texts : List.of();
        if ((said.containsKey("name") && !(said.get("name") instanceof String))
                || (said.containsKey("tags") && !(said.get("tags") instanceof Collection<?>))
                || !tags.stream().allMatch(String.class::isInstance)) {
            throw wrong();
        }
        return new Network(Optional.ofNullable((String) said.get("name")),
                tags.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet()));
    }

    private static Problem wrong() {
        return Problem.invalid("'extra.gantry.networks' is a list of at most " + MOST
                + " networks, each {\"name\": \"...\", \"tags\": [\"...\"]} of which both may be missing.");
    }
}
