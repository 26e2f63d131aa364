package io.gantry.baremetal;

import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes sure that nothing of a former tenant is left on a node. One that could not be cleaned is not offered.
@Singleton
final class Cleaning {
    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final Workshop workshop;
    private final boolean automated;

    Cleaning(Nodes nodes, Transitions transitions, Machines machines, Workshop workshop,
            @Value("${gantry.bare-metal.clean:true}") boolean automated) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.workshop = workshop;
        this.automated = automated;
    }

    /// The steps that somebody asked for; when nobody did, those by which a node is cleaned between tenants.
    void clean(Run run) throws InterruptedException {
        var order = run.input(Order.class);
        var node = nodes.find(order.node());
        if (order.verb() == Verb.CLEAN) {
            workshop.work(run, order.steps(), "clean");
        } else if (!wanted(node)) {
            run.event("not-cleaned", Map.of("reason", "automated cleaning is off"));
        } else if (machines.disk(node).isPresent()) {
            wipe(run, node);
        } else {
            workshop.work(run, agentSteps(run), "clean");
        }
    }

    private boolean wanted(BareMetalNode node) {
        return node.fields().json().path(NodeField.AUTOMATED_CLEAN.word()).asBoolean(automated);
    }

    private void wipe(Run run, BareMetalNode node) throws InterruptedException {
        machines.power(node, Power.OFF);
        try {
            DiskWipe.wipe(machines.disk(node).orElseThrow(), run);
            run.event("cleaned", Map.of("step", "erase_devices_metadata"));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.FAILED,
                    "The disk of node '%s' could not be wiped: %s. Look at the disk, then provide the node again."
                            .formatted(node.label(), e.getMessage()),
                    e);
        }
    }

    /// What the agent says that it can do, as far as it does that without being asked.
    private List<NodeStep> agentSteps(Run run) throws InterruptedException {
        var answer = workshop.bench(run)
                .command("clean.get_clean_steps",
                        Map.of(), run);
        return AgentSteps.of(answer.getOrDefault("clean_steps", Map.of()))
                .stream()
                .filter(step -> step.priority() > 0)
                .sorted(Comparator.comparingInt(NodeStep::priority).reversed())
                .toList();
    }

    void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(Transitions.node(run)), Power.OFF);
    }

    /// Keeps a node that may still hold what its tenant wrote out of everybody's hands.
    void failed(Run run) {
        transitions.change(run, node -> node
                .with(node.fields()
                        .with(NodeField.MAINTENANCE, Optional.of(NodeChange.TRUE))
                        .with(NodeField.MAINTENANCE_REASON, "It could not be cleaned."))
                .with(node.standing().fault(Optional.of("clean failure"))));
    }

    /// Where a node is after it was cleaned.
    ProvisionState next(Order order) {
        var retired = nodes.find(order.node()).fields().flag(NodeField.RETIRED);
        return order.verb() == Verb.CLEAN || retired ? ProvisionState.MANAGEABLE : ProvisionState.AVAILABLE;
    }
}
