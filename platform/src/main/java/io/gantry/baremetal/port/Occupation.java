package io.gantry.baremetal.port;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is not free, and why. A member of a port group belongs to the group, and a group whose member carries a network is not free either.
final class Occupation {
    private final Map<UUID, PortGroup> groups = new HashMap<>();
    private final Map<UUID, Port> busyMembers = new HashMap<>();

    Occupation(List<Port> ports, List<PortGroup> groups) {
        groups.forEach(group -> this.groups.put(group.id(), group));
        ports.stream()
                .filter(port -> port.vif().isPresent())
                .forEach(port -> port.group().ifPresent(group -> busyMembers.put(group, port)));
    }

    /// Empty if it is free.
    Optional<String> of(Attachable subject) {
        return subject.vif().map(vif -> "it carries the network port " + vif).or(() -> switch (subject) {
            case Port port -> port.group().map(this::member);
            case PortGroup group -> Optional.ofNullable(busyMembers.get(group.id()))
                    .map(port -> "its member " + port.label() + " carries a network on its own");
        });
    }

    private String member(UUID id) {
        var group = groups.get(id);
        return "it is a member of " + (group == null ? "port group " + id : group.label());
    }
}
