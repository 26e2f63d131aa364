package io.gantry.baremetal.port;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// Keeps the port groups of the nodes.
@Singleton
public final class PortGroups {
    private final PortRecords records;

    PortGroups(PortRecords records) {
        this.records = records;
    }

    /// Writes a port group down; its members are those ports that name it.
    public PortGroup create(PortGroup group) {
        return records.alone(group.node(), () -> {
            records.add(group);
            return group;
        });
    }

    public List<PortGroup> list(PortQuery query) {
        return records.groups(query);
    }

    /// The port group of that id or name.
    ///
    /// @throws Problem NOT_FOUND if there is none
    public PortGroup find(String ident) {
        return JsonBody.parsed(ident)
                .flatMap(records::group)
                .or(() -> records.group(ident))
                .orElseThrow(() -> Problem.notFound("Portgroup %s could not be found.".formatted(JsonBody.cut(ident))));
    }

    private PortGroup find(UUID id) {
        return find(id.toString());
    }

    /// Changes what is said of a port group.
    public PortGroup update(PortGroup known, UnaryOperator<PortGroup> change) {
        return records.alone(known.node(), () -> {
            var before = find(known.id());
            refuseDynamic(before, "changed");
            var after = change.apply(before);
            if (before.vif().isPresent() && !before.address().equals(after.address())) {
                throw Problem.conflict(
                        "Cannot change the address of port group %s: it carries the network port %s. Detach it first."
                                .formatted(before.id(), before.vif().get()));
            }
            if (after.physicalNetwork().isPresent() && records.ports(PortQuery.members(before.node(), before.id()))
                    .stream()
                    .anyMatch(port -> !port.physicalNetwork().equals(after.physicalNetwork()))) {
                throw Problem.conflict("Port group %s has ports of another physical network than %s; change them first."
                        .formatted(before.id(), after.physicalNetwork().get()));
            }
            records.write(after);
            return after;
        });
    }

    public void delete(PortGroup known) {
        var _ = records.alone(known.node(), () -> {
            var group = find(known.id());
            refuseDynamic(group, "deleted");
            if (group.vif().isPresent() || !records.ports(PortQuery.members(group.node(), group.id())).isEmpty()) {
                throw Problem
                        .invalid("Cannot delete port group %s: it has ports or carries a network. Take them out first."
                                .formatted(group.id()));
            }
            records.remove(group);
            return group;
        });
    }

    private static void refuseDynamic(PortGroup group, String what) {
        if (group.dynamic()) {
            throw Problem.conflict("Port group %s was made for the network port %s and goes with it; it cannot be %s."
                    .formatted(group.id(), group.vif().orElse("that it carried"), what));
        }
    }
}
