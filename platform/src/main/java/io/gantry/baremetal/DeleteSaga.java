package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.hardware.Power;
import io.gantry.baremetal.port.PortScheduling;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes off what is on a node, forgets whose it was, and cleans it. Whatever stops it leaves a node that says so, is offered to nobody, and can be asked again.
@Singleton
final class DeleteSaga implements Saga {
    static final String KIND = "node-delete";

    private static final String FORGOTTEN = "forgotten";
    private static final Set<NodeField> OF_THE_INSTANCE = Set.of(NodeField.INSTANCE_UUID, NodeField.INSTANCE_NAME,
            NodeField.INSTANCE_INFO);

    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final Workshop workshop;
    private final Drivers drivers;
    private final Cleaning cleaning;
    private final Credentials credentials;
    private final PortScheduling scheduling;
    private final Allocations allocations;
    private final Ended ended;

    DeleteSaga(Nodes nodes, Transitions transitions, Machines machines, Workshop workshop, Drivers drivers,
            Cleaning cleaning, Credentials credentials, PortScheduling scheduling, Allocations allocations,
            Ended ended) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.workshop = workshop;
        this.drivers = drivers;
        this.cleaning = cleaning;
        this.credentials = credentials;
        this.scheduling = scheduling;
        this.allocations = allocations;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("power-off", cleaning::powerOff), Step.of("tear-down", this::tearDown),
                Step.of("forget", this::forget), Step.of("clean", cleaning::clean),
                Step.of("off", cleaning::powerOff));
    }

    private void tearDown(Run run) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        machines.startFromDisk(node);
        var chosen = node.standing().chosen();
        if (chosen.isEmpty()) {
            return; // no deploy interface has ever touched it
        }
        if (!there(chosen.get())) {
            run.event("not-torn-down", Map.of("reason", "deploy interface '" + chosen.get()
                    + "' is not configured any more; cleaning will do"));
            return;
        }
        var call = drivers.get(DeployInterface.class, chosen.get()).call();
        var deployment = machines.removal(node);
        Operation.call(() -> {
            call.tearDown(deployment, workshop.bench(run), run);
            return call;
        });
    }

    private boolean there(String instance) {
        try {
            drivers.get(DeployInterface.class, instance);
            return true;
        } catch (Problem e) {
            return e.kind() != Problem.Kind.NOT_FOUND;
        }
    }

    private void forget(Run run) throws InterruptedException {
        var before = nodes.find(Transitions.node(run));
        var after = transitions.change(run, node -> {
            var fields = node.fields();
            for (var field : OF_THE_INSTANCE) {
                fields = fields.with(field, Optional.empty());
            }
            return node.with(fields)
                    .with(node.standing()
                            .decided(Optional.empty(), List.of())
                            .internal(Standing.ALLOCATION, Optional.empty()));
        });
        credentials.forget(before.fields(), after.fields());
        scheduling.detachAll(before.id());
        allocations.over(before.id());
        run.keep(FORGOTTEN, true);
        transitions.pass(run, ProvisionState.CLEANING);
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        if (outcome == Outcome.DONE) {
            ended.at(run, cleaning.next(run.input(Order.class)));
        } else if (run.kept(FORGOTTEN, Boolean.class).isPresent()) {
            cleaning.failed(run);
            ended.at(run, ProvisionState.CLEAN_FAILED);
        } else {
            ended.at(run, ProvisionState.ERROR);
        }
    }
}
