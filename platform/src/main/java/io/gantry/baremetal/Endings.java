package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.baremetal.BareMetalNode.State;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.gantry.job.Step.Action;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/// How jobs leave their nodes.
@Singleton
final class Endings {
    private static final String REMAINS = "remains";

    private final NodeRecords records;
    private final BeanProvider<Jobs> jobs;

    Endings(NodeRecords records, BeanProvider<Jobs> jobs) {
        this.records = records;
        this.jobs = jobs;
    }

    /// An undo that no broken driver can hold up for ever: what it cannot do it says, and the node then says so too.
    Action asFarAsPossible(String what, Action undo) {
        return run -> {
            try {
                undo.run(run);
            } catch (DriverException | Problem e) {
                var reason = String.valueOf(e.getMessage());
                run.keep(REMAINS, what + ": " + reason);
                run.event("not-undone", Map.of("what", what, "reason", reason));
            }
        };
    }

    /// Everything was taken back, unless something could not be.
    void undone(Run run) {
        var clean = run.kept(REMAINS, String.class).isEmpty();
        node(run, clean ? State.AVAILABLE : State.DEPLOY_FAILED, clean);
    }

    /// Writes down how a job left its node.
    ///
    /// @param clear whether nothing is on the node any more
    void node(Run run, State state, boolean clear) {
        var reason = state == State.DEPLOY_FAILED ? Optional.of(reason(run)) : Optional.<String>empty();
        records.end(run.subject(), run.id(), state, reason, clear);
    }

    private String reason(Run run) {
        var reason = jobs.get().find(run.id()).flatMap(Job::reason).orElse("job " + run.id() + " was stopped");
        return run.kept(REMAINS, String.class).map(remains -> reason + "; not undone: " + remains).orElse(reason);
    }
}
