package io.gantry.baremetal;

import io.gantry.base.Problem;

/// Why a node cannot be had now.
final class Refusals {
    private Refusals() {}

    /// Busy nodes are a conflict that passes; what can never be asked for in a state is a mistake.
    static Problem notNow(BareMetalNode node, Verb verb) {
        var possible = Verb.possible(node.state());
        var next = possible.isEmpty()
                ? "wait until it is done"
                : "what can be asked for now is " + String.join(", ",
                        possible);
        return new Problem(node.state().atRest() ? Problem.Kind.INVALID : Problem.Kind.CONFLICT,
                "The requested action \"%s\" can not be performed on node \"%s\" while it is in state \"%s\"; %s."
                        .formatted(verb.word(), node.label(), node.state().word(), next));
    }

    static Problem inMaintenance(BareMetalNode node, Verb verb) {
        return Problem.invalid("The %s operation can't be performed on node %s because it's in maintenance mode.%s"
                .formatted(verb.word(), node.label(), node.fields()
                        .text(NodeField.MAINTENANCE_REASON)
                        .map(reason -> " Its reason: " + reason)
                        .orElse("")));
    }

    static Problem isProtected(BareMetalNode node, Verb verb) {
        return new Problem(Problem.Kind.FORBIDDEN, "The %s operation is not possible on node %s: it is protected.%s"
                .formatted(verb.word(), node.label(), node.fields()
                        .text(NodeField.PROTECTED_REASON)
                        .map(reason -> " Its reason: " + reason)
                        .orElse("")));
    }
}
