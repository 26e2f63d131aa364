package io.gantry.baremetal;

import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts a node from its ramdisk, where somebody signs in with the password that he gave.
@Singleton
final class RescueSaga implements Saga {
    static final String KIND = "node-rescue";
    static final String PASSWORD = "rescue_password";

    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final Workshop workshop;
    private final Credentials credentials;
    private final Ended ended;

    RescueSaga(Nodes nodes, Transitions transitions, Machines machines, Workshop workshop, Credentials credentials,
            Ended ended) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.workshop = workshop;
        this.credentials = credentials;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("power-off", this::powerOff), Step.of("rescue", this::rescue));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(Transitions.node(run)), Power.OFF);
    }

    private void rescue(Run run) throws InterruptedException {
        var secrets = credentials.open(nodes.find(Transitions.node(run)).fields(), NodeField.INSTANCE_INFO);
        try {
            var password = Optional.ofNullable(secrets.get(PASSWORD))
                    .orElseThrow(() -> Problem.invalid("'rescue_password' is missing."));
            var _ = workshop.bench(run)
                    .command("rescue.finalize_rescue", Map.of("rescue_password", password.text(), "hashed", false),
                            run);
        } finally {
            secrets.values().forEach(Secret::close);
        }
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var before = nodes.find(Transitions.node(run)).fields();
        var after = transitions.change(run, node -> {
            var info = node.fields().object(NodeField.INSTANCE_INFO);
            info.remove(PASSWORD);
            return node.with(node.fields().with(NodeField.INSTANCE_INFO, Optional.of(info)));
        });
        forget(before, after.fields());
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.RESCUE : ProvisionState.RESCUE_FAILED);
    }

    private void forget(Fields before, Fields after) {
        try {
            credentials.forget(before, after);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
