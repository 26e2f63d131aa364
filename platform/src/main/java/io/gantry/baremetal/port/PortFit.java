package io.gantry.baremetal.port;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Says of nodes that are free whether their ports could carry what somebody needs. Nothing is attached.
@Singleton
public final class PortFit {
    private final PortRecords records;
    private final TraitFile file;

    PortFit(PortRecords records, TraitFile file) {
        this.records = records;
        this.file = file;
    }

    /// What a wish for a node says of ports; empty if it says nothing.
    ///
    /// @param traits of which some may be in the file of port traits
    /// @param extra where people name the networks
    /// @throws io.gantry.base.Problem INVALID if the networks are written wrongly
    public Optional<PortNeeds> needs(Set<String> traits, Map<String, Object> extra) {
        var known = file.current()
                .traits()
                .of(traits)
                .stream()
                .map(PortTrait::name)
                .collect(Collectors.toUnmodifiableSet());
        var networks = PortNeeds.networks(extra);
        if (known.isEmpty() && networks.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PortNeeds(known, networks.isEmpty() ? List.of(Network.UNKNOWN) : networks));
    }

    /// Why the ports of some of these nodes will not do; those whose ports do are not in the answer.
    public Map<UUID, String> unmet(PortNeeds needs, List<UUID> nodes) {
        var traits = file.current().traits();
        var ports = records.ports(nodes).stream().collect(Collectors.groupingBy(Port::node));
        var groups = records.groups(nodes).stream().collect(Collectors.groupingBy(PortGroup::node));
        var unmet = new HashMap<UUID, String>();
        for (var node : nodes) {
            unmet(traits, needs, ports.getOrDefault(node, List.of()), groups.getOrDefault(node, List.of()))
                    .ifPresent(why -> unmet.put(node, why));
        }
        return unmet;
    }

    private static Optional<String> unmet(PortTraits traits, PortNeeds needs, List<Port> ports,
            List<PortGroup> groups) {
        var freePorts = new ArrayList<>(ports);
        var freeGroups = new ArrayList<>(groups);
        for (var network : needs.networks()) {
            var plan = Planner.plan(traits, Switches.USUAL,
                    new PlanRequest(needs.traits(), List.copyOf(freePorts), List.copyOf(freeGroups), network));
            if (plan.attachment().isEmpty()) {
                return Optional.of(network.name().map(name -> "for network " + name + ": ").orElse("") + plan.reason());
            }
            switch (plan.attachment().get()) {
                case Attachment.ToPort(var port) -> freePorts.remove(port);
                case Attachment.ToGroup(var group) -> freeGroups.remove(group);
                case Attachment.ToNewGroup(var members, var _) -> freePorts.removeAll(members);
            }
        }
        return Optional.empty();
    }
}
