package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.port.Port;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// A port as the bare metal API writes it.
final class PortShape {
    /// What a list shows of it unless more is asked for.
    static final Set<String> USUAL = Set.of("uuid", "address");
    private static final int INTERNAL_SINCE = 18;
    private static final Set<String> LINK = new TreeSet<>(List.of("switch_id", "port_id", "switch_info", "hostname",
            "network_type"));

    private PortShape() {}

    /// What can be set of it.
    static ObjectNode settable(Port port) {
        var shown = View.object();
        shown.put("address", port.address());
        shown.put("node_uuid", port.node().toString());
        shown.set("extra", Given.tree(port.extra()));
        shown.put("pxe_enabled", port.pxeEnabled());
        shown.set("local_link_connection", Given.tree(port.link()));
        shown.put("portgroup_uuid", port.group().map(UUID::toString).orElse(null));
        shown.put("physical_network", port.physicalNetwork().orElse(null));
        shown.put("is_smartnic", port.smartNic());
        shown.put("name", port.name().orElse(null));
        shown.put("description", port.description().orElse(null));
        shown.put("vendor", port.vendor().orElse(null));
        shown.put("category", port.category().orElse(null));
        shown.put("available_for_dynamic_portgroup", port.groupable());
        return shown;
    }

    static ObjectNode view(Port port, HttpRequest<?> request, Origin origin) {
        var version = BaremetalVersion.of(request);
        var shown = settable(port);
        WireField.PORT.stream().filter(field -> field.since() > version).forEach(field -> shown.remove(field.word()));
        shown.put("uuid", port.id().toString());
        if (version >= INTERNAL_SINCE) {
            shown.set("internal_info", internal(port.internal(), port.vif()));
        }
        View.times(shown, port.created(), port.updated());
        shown.set("links", View.links(origin, "ports", port.id()));
        return shown;
    }

    /// With the network's port that it carries, by the name that clients look for.
    static ObjectNode internal(Map<String, Object> internal, Optional<String> vif) {
        var shown = Given.tree(internal);
        vif.ifPresent(id -> shown.put("tenant_vif_port_id", id));
        return shown;
    }

    /// The port that these fields make, which are checked.
    ///
    /// @param before the port that is changed, or a new one
    static Port port(ObjectNode json, Port before, Optional<Instant> updated) {
        var given = new Given(json);
        var address = given.address()
                .orElseThrow(() -> Problem.invalid("'address' is missing: the MAC address of the port."));
        if (given.id("node_uuid").filter(before.node()::equals).isEmpty()) {
            throw Problem.invalid("Port %s cannot be moved to another node; delete it and create it there.".formatted(
                    before.id()));
        }
        var smart = given.flag("is_smartnic", false);
        return new Port(before.id(), before.node(), address, given.text("name"), given.text("description"),
                given.text("physical_network"), given.text("vendor"), given.text("category"),
                given.flag("pxe_enabled", true), smart, given.flag("available_for_dynamic_portgroup", true),
                link(given.object("local_link_connection"), smart), given.id("portgroup_uuid"), before.vif(),
                given.object("extra"), before.internal(), before.created(), updated);
    }

    private static Map<String, Object> link(Map<String, Object> link, boolean smart) {
        link.keySet().stream().filter(key -> !LINK.contains(key)).findFirst().ifPresent(key -> {
            throw Problem
                    .invalid("'local_link_connection' has no field '%s'; there are %s.".formatted(JsonBody.cut(key),
                            LINK));
        });
        var needed = smart ? List.of("port_id", "hostname") : List.of("port_id", "switch_id");
        var managed = !link.isEmpty() && !"unmanaged".equals(link.get("network_type"));
        needed.stream().filter(key -> managed && link.get(key) == null).findFirst().ifPresent(key -> {
            throw Problem
                    .invalid("'local_link_connection' lacks '%s'; give it %s, or {\"network_type\": \"unmanaged\"}."
                            .formatted(key, needed));
        });
        return link;
    }
}
