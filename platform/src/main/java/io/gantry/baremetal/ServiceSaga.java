package io.gantry.baremetal;

import io.gantry.api.hardware.Power;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;

/// Runs steps on a node that keeps its image, and starts it from that again.
@Singleton
final class ServiceSaga implements Saga {
    static final String KIND = "node-service";

    private final Nodes nodes;
    private final Machines machines;
    private final Workshop workshop;
    private final Ended ended;

    ServiceSaga(Nodes nodes, Machines machines, Workshop workshop, Ended ended) {
        this.nodes = nodes;
        this.machines = machines;
        this.workshop = workshop;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("power-off", this::powerOff), Step.of("work", this::work),
                Step.of("stop", this::powerOff), Step.of("start", this::start));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(Transitions.node(run)), Power.OFF);
    }

    private void work(Run run) throws InterruptedException {
        workshop.work(run, run.input(Order.class).steps(), "service");
    }

    private void start(Run run) throws InterruptedException {
        machines.startAgain(nodes.find(Transitions.node(run)));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.ACTIVE : ProvisionState.SERVICE_FAILED);
    }
}
