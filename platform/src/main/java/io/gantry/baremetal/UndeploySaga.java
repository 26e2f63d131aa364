package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.hardware.Power;
import io.gantry.baremetal.BareMetalNode.State;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.List;

/// Takes off what is on a node. Whatever stops it leaves a node that says so and can be undeployed or deployed again.
@Singleton
final class UndeploySaga implements Saga {
    static final String KIND = "undeploy";

    private final Nodes nodes;
    private final Machines machines;
    private final Drivers drivers;
    private final Endings endings;

    UndeploySaga(Nodes nodes, Machines machines, Drivers drivers, Endings endings) {
        this.nodes = nodes;
        this.machines = machines;
        this.drivers = drivers;
        this.endings = endings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("power-off", this::powerOff), Step.of("tear-down", this::tearDown));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(run.subject()), Power.OFF);
    }

    private void tearDown(Run run) throws InterruptedException {
        var node = nodes.find(run.subject());
        if (node.chosen().isEmpty()) {
            return; // no deploy interface has ever touched it
        }
        var image = machines.image(node);
        var chosen = drivers.get(DeployInterface.class, node.chosen().get()).call();
        Operation.call(() -> {
            chosen.tearDown(machines.deployment(node, image), new Bench(node, machines), run);
            return chosen;
        });
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var done = outcome == Outcome.DONE;
        endings.node(run, done ? State.AVAILABLE : State.DEPLOY_FAILED, done);
    }
}
