package io.gantry.baremetal;

import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Switches a node as somebody asked.
@Singleton
final class PowerSaga implements Saga {
    static final String KIND = "node-power";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Nodes nodes;
    private final NodeRecords records;
    private final Transitions transitions;
    private final Machines machines;
    private final InstantSource clock;

    PowerSaga(Nodes nodes, NodeRecords records, Transitions transitions, Machines machines, InstantSource clock) {
        this.nodes = nodes;
        this.records = records;
        this.transitions = transitions;
        this.machines = machines;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("switch", this::change));
    }

    private void change(Run run) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        var wanted = run.input(PowerChange.class);
        if (wanted.soft()) {
            machines.shutDown(node);
            awaitOff(node, wanted.timeout());
        }
        if (wanted.target().equals(PowerChange.REBOOT)) {
            machines.power(node, Power.OFF);
        }
        machines.power(node, wanted.target().equals(Standing.POWER_OFF) ? Power.OFF : Power.ON);
    }

    private void awaitOff(BareMetalNode node, Duration timeout) throws InterruptedException {
        var end = clock.instant().plus(timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST);
        while (machines.observe(node) == Power.ON) {
            if (clock.instant().isAfter(end)) {
                throw new Problem(Problem.Kind.FAILED,
                        "What runs on node %s did not end within %d s; switch it off hard, or give it more time."
                                .formatted(node.label(), timeout.toSeconds()));
            }
            Thread.sleep(Bench.LOOK);
        }
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var error = outcome == Outcome.DONE ? Optional.<String>empty() : Optional.of(transitions.reason(run));
        var after = records.change(Transitions.node(run),
                node -> node.with(node.standing().power(node.standing().power(), Optional.empty()).error(error)));
        error.ifPresent(reason -> transitions.tell(after, "ERROR", reason));
    }
}
