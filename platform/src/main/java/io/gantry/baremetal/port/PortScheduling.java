package io.gantry.baremetal.port;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Attaches networks to nodes: what the plan says is done as a whole or not at all.
@Singleton
public final class PortScheduling {
    /// Of the groups that Ironic makes.
    private static final String NAME = "tbn_dyn_portgroup_";
    private static final int NAME_END = 8;
    /// How the ports of a new group share the work, unless somebody says more; it needs nothing of the switch.
    public static final String USUAL_MODE = "active-backup";

    private final PortRecords records;
    private final TraitFile file;
    private final Switches switches;
    private final InstantSource clock;

    PortScheduling(PortRecords records, TraitFile file,
            @Property(name = "gantry.bare-metal.default-port-trait", defaultValue = "true") boolean usual,
            @Property(name = "gantry.bare-metal.require-port-match", defaultValue = "true") boolean required,
            InstantSource clock) {
        this.records = records;
        this.file = file;
        this.switches = new Switches(usual, required);
        this.clock = clock;
    }

    /// What would carry that network, and why. Nothing is changed.
    ///
    /// @param traits of the instance
    public Plan plan(UUID node, Set<String> traits, Network network) {
        return Planner.plan(file.current().traits(), switches, request(node, traits, network));
    }

    private PlanRequest request(UUID node, Set<String> traits, Network network) {
        var query = PortQuery.newest(node);
        return new PlanRequest(traits, records.ports(query), records.groups(query), network);
    }

    /// Attaches a network's port to what the plan says.
    ///
    /// @throws Problem CONFLICT if it is attached already, INVALID if nothing can carry it
    public Plan attach(UUID node, Set<String> traits, String vif, Network network) {
        var traitsThen = file.current().traits();
        return records.alone(node, () -> {
            refuseTwice(node, vif);
            var plan = Planner.plan(traitsThen, switches, request(node, traits, network));
            if (plan.failed()) {
                throw Problem.invalid("No port of node %s can carry the network port %s. %s".formatted(node,
                        JsonBody.cut(vif), plan.reason()));
            }
            plan.attachment().ifPresent(attachment -> carry(node, vif, attachment));
            return plan;
        });
    }

    /// Attaches it to what the caller says.
    public void attach(UUID node, String vif, UUID portOrGroup) {
        var _ = records.alone(node, () -> {
            refuseTwice(node, vif);
            var query = PortQuery.newest(node);
            var ports = records.ports(query);
            var groups = records.groups(query);
            var wanted = Stream.<Attachable>concat(ports.stream(), groups.stream())
                    .filter(one -> one.id().equals(portOrGroup))
                    .findFirst()
                    .orElseThrow(() -> Problem
                            .invalid("Node %s has no port or port group %s.".formatted(node, portOrGroup)));
            new Occupation(ports, groups).of(wanted).ifPresent(why -> {
                throw Problem.conflict("The %s of node %s cannot carry the network port %s: %s.".formatted(
                        wanted.label(), node, JsonBody.cut(vif), why));
            });
            records.attach(vif, wanted);
            return wanted;
        });
    }

    private void refuseTwice(UUID node, String vif) {
        records.carrier(vif).ifPresent(carrier -> {
            throw Problem.conflict("Unable to attach VIF %s to node %s because it is already attached to the %s (%s)."
                    .formatted(JsonBody.cut(vif), node, carrier.label(), carrier.id()));
        });
    }

    private void carry(UUID node, String vif, Attachment attachment) {
        switch (attachment) {
            case Attachment.ToPort(var port) -> records.attach(vif, port);
            case Attachment.ToGroup(var group) -> records.attach(vif, group);
            case Attachment.ToNewGroup(var ports, var network) -> {
                var group = newGroup(node, network);
                records.add(group);
                ports.forEach(port -> records.write(port.in(Optional.of(group.id()))));
                records.attach(vif, group);
            }
        }
    }

    private PortGroup newGroup(UUID node, Optional<String> network) {
        var id = UUID.randomUUID();
        while (records.group(name(id)).isPresent()) {
            id = UUID.randomUUID();
        }
        return new PortGroup(id, node, Optional.of(name(id)), Optional.empty(), USUAL_MODE, Map.of(), false, network,
                Optional.empty(), true, Optional.empty(), Map.of(), Map.of(),
                clock.instant().truncatedTo(ChronoUnit.MICROS), Optional.empty());
    }

    private static String name(UUID id) {
        return NAME + id.toString().substring(0, NAME_END);
    }

    /// Takes a network's port off the node.
    ///
    /// @throws Problem INVALID if it is not attached to it
    public void detach(UUID node, String vif) {
        var _ = records.alone(node, () -> {
            var carrier = records.carrier(vif)
                    .filter(one -> one.node().equals(node))
                    .orElseThrow(() -> Problem.invalid("VIF %s is not attached to node %s.".formatted(JsonBody.cut(vif),
                            node)));
            release(vif, carrier);
            return carrier;
        });
    }

    /// Takes everything off the node.
    public void detachAll(UUID node) {
        var _ = records.alone(node, () -> {
            var vifs = records.vifs(node);
            vifs.forEach(vif -> records.carrier(vif).ifPresent(carrier -> release(vif, carrier)));
            return vifs;
        });
    }

    private void release(String vif, Attachable carrier) {
        records.detach(vif);
        if (carrier instanceof PortGroup group && group.dynamic()) {
            records.ports(PortQuery.members(group.node(), group.id()))
                    .forEach(port -> records.write(port.in(Optional.empty())));
            records.remove(group);
        }
    }

    /// The networks' ports that the node carries.
    public List<String> vifs(UUID node) {
        return records.vifs(node);
    }

    /// What the file of port traits says now.
    public TraitFile.State traits() {
        return file.current();
    }
}
