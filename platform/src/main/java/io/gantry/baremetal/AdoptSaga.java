package io.gantry.baremetal;

import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Takes over a node that runs its image already: nothing on it is changed.
@Singleton
final class AdoptSaga implements Saga {
    static final String KIND = "node-adopt";

    private final Nodes nodes;
    private final Machines machines;
    private final Ended ended;

    AdoptSaga(Nodes nodes, Machines machines, Ended ended) {
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
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.ACTIVE : ProvisionState.ADOPT_FAILED);
    }
}
