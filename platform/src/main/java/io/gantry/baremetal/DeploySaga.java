package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Puts an image on a node. The deploy interface is chosen anew each time, also for a rebuild.
@Singleton
final class DeploySaga implements Saga {
    static final String KIND = "node-deploy";
    /// Under which what was found out about the image is told.
    private static final String EVIDENCE = "autodetect_evidence";

    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final ImageSource images;
    private final Autodetect autodetect;
    private final Drivers drivers;
    private final Workshop workshop;
    private final Ended ended;

    DeploySaga(Nodes nodes, Transitions transitions, Machines machines, ImageSource images, Autodetect autodetect,
            Drivers drivers,
            Workshop workshop, Ended ended) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.images = images;
        this.autodetect = autodetect;
        this.drivers = drivers;
        this.workshop = workshop;
        this.ended = ended;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                Step.of("power-off", this::powerOff), // first: only a disk of a node that is off can be looked at
                Step.of("choose", this::choose),
                Step.of("work", this::work, this::takeBack));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(Transitions.node(run)), Power.OFF);
    }

    private void choose(Run run) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        var found = images.of(node);
        var deployment = machines.deployment(node, found);
        var decision = Operation.call(() -> autodetect.decide(deployment, found, node.deployInterface()));
        transitions.change(run, now -> now.with(now.standing()
                .decided(decision.chosen(), decision.verdicts())
                .internal(EVIDENCE, Optional.of(decision.evidence()))));
        run.event("image", Map.of("evidence", String.join("; ", decision.evidence())));
        for (var verdict : decision.verdicts()) {
            run.event("verdict", Map.of("instance", verdict.instance(), "verdict",
                    verdict.answer().name().toLowerCase(Locale.ROOT), "reason", verdict.reason()));
        }
        var chosen = decision.chosen()
                .orElseThrow(() -> new Problem(Problem.Kind.UNSUPPORTED, "Image '" + deployment.image().name()
                        + "' cannot go on node '" + node.label() + "': " + decision.reason()));
        run.event("chosen", Map.of("instance", chosen, "reason", decision.reason()));
    }

    private void work(Run run) throws InterruptedException {
        workshop.work(run, CoreSteps.with(run.input(Order.class).steps()), "deploy");
    }

    private void takeBack(Run run) throws InterruptedException {
        Undo.asFarAsPossible("power-off", this::powerOff).run(run);
        Undo.asFarAsPossible("tear-down", this::tearDown).run(run);
    }

    private void tearDown(Run run) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        var chosen = drivers.get(DeployInterface.class, node.standing().chosen().orElseThrow()).call();
        var deployment = machines.removal(node);
        if (deployment.disk().isEmpty() || run.kept(Ramdisk.IN_BAND, Boolean.class).orElse(false)) {
            // Another start of the ramdisk, only to wipe what the cleaning wipes before anybody else gets the node.
            run.event("not-torn-down",
                    Map.of("reason", "what runs on the node wrote its disk, and is not started again for that"));
            return;
        }
        Operation.call(() -> {
            chosen.tearDown(deployment, workshop.bench(run), run);
            return chosen;
        });
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        ended.at(run, outcome == Outcome.DONE ? ProvisionState.ACTIVE : ProvisionState.DEPLOY_FAILED);
    }
}
