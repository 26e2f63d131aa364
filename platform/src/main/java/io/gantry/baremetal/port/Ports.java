package io.gantry.baremetal.port;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Keeps the ports of the nodes.
@Singleton
public final class Ports {
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    private final PortRecords records;
    private final InstantSource clock;

    Ports(PortRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /// Writes a port down.
    public Port create(Port port) {
        return records.alone(port.node(), () -> {
            check(port);
            records.add(port);
            return port;
        });
    }

    /// Writes down the ports with these MAC addresses of which nothing is known, as somebody found them.
    ///
    /// @return those that are new
    public List<Port> discover(UUID node, Collection<String> addresses) {
        return records.alone(node, () -> {
            var found = new ArrayList<Port>();
            for (var address : addresses) {
                var small = address.toLowerCase(Locale.ROOT);
                if (MAC.matcher(small).matches() && records.ports(PortQuery.at(small)).isEmpty()) {
                    var port = Port.of(UUID.randomUUID(), node, small, clock.instant().truncatedTo(ChronoUnit.MICROS));
                    records.add(port);
                    found.add(port);
                }
            }
            return List.copyOf(found);
        });
    }

    public List<Port> list(PortQuery query) {
        return records.ports(query);
    }

    /// The port of that id or name.
    ///
    /// @throws Problem NOT_FOUND if there is none
    public Port find(String ident) {
        return JsonBody.parsed(ident)
                .flatMap(records::port)
                .or(() -> records.port(ident))
                .orElseThrow(() -> Problem.notFound("Port %s could not be found.".formatted(JsonBody.cut(ident))));
    }

    public Port find(UUID id) {
        return find(id.toString());
    }

    /// Changes what is said of a port.
    ///
    /// @param rewirable whether its node is in a state in which cables may be plugged elsewhere
    public Port update(Port known, boolean rewirable, UnaryOperator<Port> change) {
        return records.alone(known.node(), () -> {
            var before = find(known.id());
            var after = change.apply(before);
            if (!rewirable && wiring(before, after)) {
                throw Problem.conflict(
                        "Port %s can not have its connectivity changed (pxe_enabled, portgroup_uuid, physical_network, local_link_connection) unless its node is in enroll, inspecting, inspect wait, manageable or in maintenance."
                                .formatted(before.id()));
            }
            if (before.vif().isPresent() && !before.address().equals(after.address())) {
                throw Problem.conflict(
                        "Cannot change the address of port %s: it carries the network port %s. Detach it first."
                                .formatted(before.id(), before.vif().get()));
            }
            if (!before.group().equals(after.group())) {
                refuseBusy(before, "moved to another port group");
            }
            check(after);
            records.write(after);
            return after;
        });
    }

    private static boolean wiring(Port before, Port after) {
        return before.pxeEnabled() != after.pxeEnabled() || !Objects.equals(before.group(), after.group())
                || !before.physicalNetwork().equals(after.physicalNetwork()) || !before.link().equals(after.link());
    }

    public void delete(Port known) {
        var _ = records.alone(known.node(), () -> {
            var port = find(known.id());
            refuseBusy(port, "deleted");
            records.remove(port);
            return port;
        });
    }

    private void refuseBusy(Port port, String what) {
        var carried = port.vif().or(() -> port.group().flatMap(records::group).flatMap(PortGroup::vif));
        if (carried.isPresent()) {
            throw Problem.conflict("Port %s cannot be %s: it carries the network port %s. Detach it first.".formatted(
                    port.id(), what, carried.get()));
        }
    }

    private void check(Port port) {
        port.group().ifPresent(id -> {
            var group = records.group(id)
                    .filter(found -> found.node().equals(port.node()))
                    .orElseThrow(
                            () -> Problem.invalid("Port group %s is not one of node %s.".formatted(id, port.node())));
            if (group.dynamic()) {
                return;
            }
            var others = records.ports(PortQuery.members(port.node(), id))
                    .stream()
                    .filter(other -> !other.id().equals(port.id()))
                    .map(Port::physicalNetwork)
                    .findFirst();
            var network = group.physicalNetwork().map(Optional::of).or(() -> others);
            if (network.isPresent() && !network.get().equals(port.physicalNetwork())) {
                throw Problem.conflict(
                        "Port %s is of physical network %s, its port group %s of %s; they have to be the same."
                                .formatted(port.id(), port.physicalNetwork().orElse("none"), id,
                                        network.get().orElse("none")));
            }
        });
    }
}
