package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.hardware.Power;
import io.gantry.baremetal.BareMetalNode.State;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Puts an image on a node. The node is active only after its disk was read back and agreed with the image.
@Singleton
final class DeploySaga implements Saga {
    static final String KIND = "deploy";

    private static final String CHOSEN = "chosen";

    private final Nodes nodes;
    private final NodeRecords records;
    private final Machines machines;
    private final Autodetect autodetect;
    private final Drivers drivers;
    private final Endings endings;

    DeploySaga(Nodes nodes, NodeRecords records, Machines machines, Autodetect autodetect, Drivers drivers,
            Endings endings) {
        this.nodes = nodes;
        this.records = records;
        this.machines = machines;
        this.autodetect = autodetect;
        this.drivers = drivers;
        this.endings = endings;
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
                Step.of("write", this::write, endings.asFarAsPossible("tear-down", this::tearDown)),
                Step.of("verify", this::verify),
                Step.of("power-on", this::powerOn, endings.asFarAsPossible("power-off", this::powerOff)));
    }

    private void choose(Run run) throws InterruptedException {
        var node = nodes.find(run.subject());
        var image = machines.image(node);
        var decision = Operation.call(
                () -> autodetect.decide(machines.deployment(node, image), node.deployInterface()));
        records.choose(node.name(), run.id(), decision);
        for (var verdict : decision.verdicts()) {
            run.event("verdict", Map.of("instance", verdict.instance(), "verdict",
                    verdict.answer().name().toLowerCase(Locale.ROOT), "reason", verdict.reason()));
        }
        var chosen = decision.chosen()
                .orElseThrow(() -> new Problem(Problem.Kind.UNSUPPORTED, "Image '"
                        + image.name() + "' cannot go on node '" + node.name() + "': " + decision.reason()));
        run.keep(CHOSEN, chosen);
        run.event(CHOSEN, Map.of("instance", chosen, "reason", decision.reason()));
    }

    private void powerOff(Run run) throws InterruptedException {
        machines.power(nodes.find(run.subject()), Power.OFF);
    }

    private void write(Run run) throws InterruptedException {
        withChosen(run, (chosen, deployment) -> chosen.deploy(deployment, bench(run), run));
    }

    private void tearDown(Run run) throws InterruptedException {
        withChosen(run, (chosen, deployment) -> chosen.tearDown(deployment, bench(run), run));
    }

    private void withChosen(Run run, Use use) throws InterruptedException {
        var node = nodes.find(run.subject());
        var image = machines.image(node);
        var chosen = drivers.get(DeployInterface.class, run.kept(CHOSEN, String.class).orElseThrow()).call();
        Operation.call(() -> {
            use.of(chosen, machines.deployment(node, image));
            return chosen;
        });
    }

    private Bench bench(Run run) {
        return new Bench(nodes.find(run.subject()), machines);
    }

    private void verify(Run run) throws InterruptedException {
        var node = nodes.find(run.subject());
        var image = machines.image(node);
        var disk = machines.disk(node);
        if (disk.isEmpty()) {
            run.event("not-verified", Map.of("reason", "hardware driver '" + node.hardware()
                    + "' cannot reach the disk; the deploy interface has compared what it read"));
            return;
        }
        try {
            var onDisk = Checksum.of(disk.get(), image.bytes(), run);
            if (!onDisk.equals(image.sha256())) {
                throw new Problem(Problem.Kind.FAILED, "The disk of node '" + node.name() + "' does not hold image '"
                        + image.name() + "': its SHA-256 over " + image.bytes() + " bytes is " + onDisk
                        + ", the image's is "
                        + image.sha256() + ". Look at the node's disk, then deploy again.");
            }
            run.event("verified", Map.of("bytes", image.bytes(), "sha256", onDisk));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.FAILED, "The disk of node '" + node.name() + "' could not be read back: "
                    + e.getMessage() + ". Look at the node's disk, then deploy again.", e);
        }
    }

    private void powerOn(Run run) throws InterruptedException {
        machines.power(nodes.find(run.subject()), Power.ON);
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        switch (outcome) {
            case DONE -> endings.node(run, State.ACTIVE, false);
            case FAILED -> endings.node(run, State.DEPLOY_FAILED, false);
            case CANCELLED -> endings.undone(run);
        }
    }

    private interface Use {
        void of(DeployInterface chosen, Deployment deployment) throws InterruptedException;
    }
}
