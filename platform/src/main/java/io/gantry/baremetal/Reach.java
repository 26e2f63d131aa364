package io.gantry.baremetal;

import io.gantry.base.Problem;
import io.gantry.identity.Caller;
import io.gantry.identity.Scope;
import java.util.Optional;

/// Which nodes a caller sees and what he may do with them, beyond what the policy table says: the rules of Ironic 2026.1 for owners and lessees.
public record Reach(Caller caller) {
    /// The project whose nodes alone he sees; empty if he sees all.
    public Optional<String> only() {
        var everywhere = caller.has("admin") || caller.has("service") || caller.scope() == Scope.Wide.SYSTEM;
        return everywhere ? Optional.empty() : Optional.of(caller.project());
    }

    /// @throws Problem NOT_FOUND for a node that he does not see
    public BareMetalNode sees(BareMetalNode node) {
        if (only().isPresent() && !owns(node) && !leases(node)) {
            throw Problem.notFound("Node %s could not be found.".formatted(node.label()));
        }
        return node;
    }

    /// @throws Problem FORBIDDEN unless he is of the whole system or a member of the owner's or the lessee's project
    public BareMetalNode uses(BareMetalNode node) {
        sees(node);
        if (!caller.has("member") && !caller.has("service")) {
            throw forbidden(node);
        }
        return node;
    }

    /// @throws Problem FORBIDDEN unless he is an administrator, or a manager of the owner's project
    public BareMetalNode owns(BareMetalNode node, String what) {
        sees(node);
        if (!caller.has("admin") && !(owns(node) && caller.has("manager"))) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "Only an administrator or a manager of its owner's project may %s node %s.".formatted(what,
                            node.label()));
        }
        return node;
    }

    private static Problem forbidden(BareMetalNode node) {
        return new Problem(Problem.Kind.FORBIDDEN,
                "Changing node %s needs the role member.".formatted(node.label()));
    }

    private boolean owns(BareMetalNode node) {
        return is(node.fields().text(NodeField.OWNER));
    }

    private boolean leases(BareMetalNode node) {
        return is(node.fields().text(NodeField.LESSEE));
    }

    private boolean is(Optional<String> project) {
        return caller.scope() instanceof Scope.Project mine && project.filter(mine.id()::equals).isPresent();
    }
}
