package io.gantry.baremetal;

import io.gantry.job.Run;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// How jobs leave their nodes.
@Singleton
final class Ended {
    /// Under which a node says what is to be asked of it once its job has ended.
    static final String NEXT = "next";

    private final Transitions transitions;
    private final BeanProvider<Provisioning> provisioning;

    Ended(Transitions transitions, BeanProvider<Provisioning> provisioning) {
        this.transitions = transitions;
        this.provisioning = provisioning;
    }

    /// Writes down where the node is now, and begins what was to follow.
    void at(Run run, ProvisionState state) {
        transitions.end(run, state);
        var deletion = new boolean[1];
        var after = transitions.change(run, node -> {
            deletion[0] = node.standing().internal().containsKey(NEXT);
            return node.with(node.standing().internal(NEXT, Optional.empty()));
        });
        if (deletion[0] && Verb.DELETE.allowed(after.state())) {
            var _ = provisioning.get()
                    .submit(new Order(after.id(), Verb.DELETE, List.of(), true),
                            ProvisionState.DELETING);
        }
    }
}
