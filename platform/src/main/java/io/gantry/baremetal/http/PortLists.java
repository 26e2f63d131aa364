package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.BareMetalNode;
import io.gantry.baremetal.Nodes;
import io.gantry.baremetal.Reach;
import io.gantry.baremetal.port.Port;
import io.gantry.baremetal.port.PortGroup;
import io.gantry.baremetal.port.PortGroups;
import io.gantry.baremetal.port.PortQuery;
import io.gantry.baremetal.port.Ports;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// Lists of ports and port groups, of which there are several.
@Singleton
final class PortLists {
    private final Nodes nodes;
    private final Ports ports;
    private final PortGroups groups;

    PortLists(Nodes nodes, Ports ports, PortGroups groups) {
        this.nodes = nodes;
        this.ports = ports;
        this.groups = groups;
    }

    /// The node of that name or id, if the caller sees it.
    BareMetalNode seen(Caller caller, String ident) {
        return new Reach(caller).sees(nodes.find(ident));
    }

    /// The node that a query names, if it names one.
    private Optional<UUID> node(Caller caller, HttpRequest<?> request) {
        var asked = request.getParameters();
        return Optional.ofNullable(asked.get("node"))
                .or(() -> Optional.ofNullable(asked.get("node_uuid")))
                .map(ident -> seen(caller, ident).id());
    }

    ObjectNode ports(Caller caller, HttpRequest<?> request, Origin origin, boolean detail) {
        var group = Optional.ofNullable(request.getParameters().get("portgroup")).map(ident -> groups.find(ident).id());
        return ports(caller, request, origin, detail, node(caller, request), group);
    }

    ObjectNode ports(Caller caller, HttpRequest<?> request, Origin origin, boolean detail, Optional<UUID> node,
            Optional<UUID> group) {
        var listing = listing(request, detail);
        listing.marker().ifPresent(ports::find);
        var found = ports.list(query(caller, listing, node, group));
        return listing.answer("ports", found,
                port -> listing.shown(PortShape.view(port, request, origin), PortShape.USUAL), Port::id, origin);
    }

    ObjectNode groups(Caller caller, HttpRequest<?> request, Origin origin, boolean detail) {
        return groups(caller, request, origin, detail, node(caller, request));
    }

    ObjectNode groups(Caller caller, HttpRequest<?> request, Origin origin, boolean detail, Optional<UUID> node) {
        var listing = listing(request, detail);
        listing.marker().map(UUID::toString).ifPresent(groups::find);
        var found = groups.list(query(caller, listing, node, Optional.empty()));
        return listing.answer("portgroups", found,
                group -> listing.shown(PortGroupShape.view(group, request, origin), PortGroupShape.USUAL),
                PortGroup::id, origin);
    }

    private static PortQuery query(Caller caller, Listing listing, Optional<UUID> node, Optional<UUID> group) {
        return new PortQuery(node, group, WireField.address(listing.request()), new Reach(caller).only(),
                listing.sort(), listing.descending(), listing.marker(), listing.limit());
    }

    private static Listing listing(HttpRequest<?> request, boolean detail) {
        var asked = Listing.of(request);
        if (!PortQuery.SORTS.containsKey(asked.sort())) {
            throw Problem.invalid("The sort_key value \"%s\" is invalid for sorting; there are %s.".formatted(
                    JsonBody.cut(asked.sort()), PortQuery.SORTS.keySet().stream().sorted().toList()));
        }
        return new Listing(asked.limit(), asked.marker(), asked.sort(), asked.descending(),
                detail ? Optional.empty() : asked.fields(), detail || asked.detail(), request);
    }
}
