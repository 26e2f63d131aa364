package io.gantry.baremetal;

import io.gantry.api.hardware.Power;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Starts a node from its image again.
@Singleton
final class UnrescueSaga implements Saga {
    static final String KIND = "node-unrescue";

    private final Nodes nodes;
    private final Machines machines;
    private final Ended ended;

    UnrescueSaga(Nodes nodes, Machines machines, Ended ended) {
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
        return List.of(Step.of("power-off", this::powerOff), Step.of("start", this::start));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(Transitions.node(run)), Power.OFF);
    }

    private void start(Run run) throws InterruptedException {
        machines.startAgain(nodes.find(Transitions.node(run)));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.ACTIVE : ProvisionState.UNRESCUE_FAILED);
    }
}
