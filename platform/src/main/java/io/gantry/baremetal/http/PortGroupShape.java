package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.baremetal.port.PortGroup;
import io.gantry.baremetal.port.PortScheduling;
import io.gantry.base.JsonBody;
import io.gantry.base.Origin;
import io.gantry.base.Problem;
import io.micronaut.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// A port group as the bare metal API writes it.
final class PortGroupShape {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,255}");
    /// What a list shows of it unless more is asked for.
    static final Set<String> USUAL = Set.of("uuid", "address", "name");
    private static final int DYNAMIC_SINCE = 111;

    private PortGroupShape() {}

    /// What can be set of it.
    static ObjectNode settable(PortGroup group) {
        var shown = View.object();
        shown.put("address", group.address().orElse(null));
        shown.put("node_uuid", group.node().toString());
        shown.put("name", group.name().orElse(null));
        shown.set("extra", Given.tree(group.extra()));
        shown.put("standalone_ports_supported", group.standalonePorts());
        shown.put("mode", group.mode());
        shown.set("properties", Given.tree(group.properties()));
        shown.put("physical_network", group.physicalNetwork().orElse(null));
        shown.put("category", group.category().orElse(null));
        return shown;
    }

    static ObjectNode view(PortGroup group, HttpRequest<?> request, Origin origin) {
        var version = BaremetalVersion.of(request);
        var shown = settable(group);
        WireField.GROUP.stream().filter(field -> field.since() > version).forEach(field -> shown.remove(field.word()));
        shown.put("uuid", group.id().toString());
        shown.set("internal_info", PortShape.internal(group.internal(), group.vif()));
        if (version >= DYNAMIC_SINCE) {
            shown.put("dynamic_portgroup", group.dynamic());
        }
        shown.set("ports", View.links(origin, "portgroups/" + group.id() + "/ports"));
        View.times(shown, group.created(), group.updated());
        shown.set("links", View.links(origin, "portgroups", group.id()));
        return shown;
    }

    /// The port group that these fields make, which are checked.
    ///
    /// @param before the group that is changed, or a new one
    static PortGroup group(ObjectNode json, PortGroup before, Optional<Instant> updated) {
        var given = new Given(json);
        if (given.id("node_uuid").filter(before.node()::equals).isEmpty()) {
            throw Problem.invalid("Port group %s cannot be moved to another node; delete it and create it there."
                    .formatted(before.id()));
        }
        given.text("name").filter(name -> !NAME.matcher(name).matches()).ifPresent(name -> {
            throw Problem.invalid("Cannot name a port group '%s'; a name has letters, digits, '.', '-', '_' and '~'."
                    .formatted(JsonBody.cut(name)));
        });
        return new PortGroup(before.id(), before.node(), given.text("name"), given.address(),
                given.text("mode").orElse(PortScheduling.USUAL_MODE), given.object("properties"),
                given.flag("standalone_ports_supported", true), given.text("physical_network"), given.text("category"),
                before.dynamic(), before.vif(), given.object("extra"), before.internal(), before.created(), updated);
    }

    static PortGroup empty(UUID id, UUID node, Instant now) {
        return new PortGroup(id, node, Optional.empty(), Optional.empty(), PortScheduling.USUAL_MODE, Map.of(), true,
                Optional.empty(), Optional.empty(), false, Optional.empty(), Map.of(), Map.of(), now, Optional.empty());
    }
}
