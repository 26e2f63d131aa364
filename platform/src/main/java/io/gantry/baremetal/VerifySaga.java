package io.gantry.baremetal;

import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Asks a node's controller whether it answers: before the node is managed, and before what it runs already is taken over.
@Singleton
final class VerifySaga implements Saga {
    static final String KIND = "node-verify";

    private final Nodes nodes;
    private final Machines machines;
    private final Ended ended;

    VerifySaga(Nodes nodes, Machines machines, Ended ended) {
        this.nodes = nodes;
        this.machines = machines;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("power", this::power));
    }

    private void power(Run run) throws InterruptedException {
        machines.observe(nodes.find(Transitions.node(run)));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var adopts = run.input(Order.class).verb() == Verb.ADOPT;
        if (outcome == Outcome.DONE) {
            ended.at(run, adopts ? ProvisionState.ACTIVE : ProvisionState.MANAGEABLE);
        } else {
            ended.at(run, adopts ? ProvisionState.ADOPT_FAILED : ProvisionState.ENROLL);
        }
    }
}
