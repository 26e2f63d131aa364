package io.gantry.baremetal;

import io.gantry.api.DeployInterface;
import io.gantry.api.Workbench;
import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs steps on a node, one after the other; after a crash it goes on with the one that was running.
@Singleton
final class Workshop {
    private static final String AT = "at";

    private final Nodes nodes;
    private final Transitions transitions;
    private final Machines machines;
    private final Drivers drivers;
    private final HardwareSteps hardware;
    private final ReadBack readBack;
    private final Ramdisk ramdisk;

    Workshop(Nodes nodes, Transitions transitions, Machines machines, Drivers drivers, HardwareSteps hardware,
            ReadBack readBack, Ramdisk ramdisk) {
        this.nodes = nodes;
        this.transitions = transitions;
        this.machines = machines;
        this.drivers = drivers;
        this.hardware = hardware;
        this.readBack = readBack;
        this.ramdisk = ramdisk;
    }

    /// @param steps in the order they run
    /// @param what the agent calls this kind of work: `deploy`, `clean` or `service`
    void work(Run run, List<NodeStep> steps, String what) throws InterruptedException {
        for (var at = run.kept(AT, Integer.class).orElse(0); at < steps.size(); at++) {
            run.keep(AT, at);
            var step = steps.get(at);
            transitions.change(run, node -> node.with(node.standing().step(Optional.of(step))));
            run.event("step", Map.of("interface", step.area(), "step", step.name(), "number", at + 1, "of",
                    steps.size()));
            perform(run, step, what);
        }
        run.keep(AT, steps.size());
        transitions.change(run, node -> node.with(node.standing().step(Optional.empty())));
    }

    private void perform(Run run, NodeStep step, String what) throws InterruptedException {
        var node = nodes.find(Transitions.node(run));
        if (step.area().equals(CoreSteps.AREA) && core(run, node, step)) {
            return;
        }
        if (step.name().equals("hold")) {
            hold(run);
        } else if (!hardware.perform(node, step)) {
            inBand(run, step, what);
        }
    }

    private boolean core(Run run, BareMetalNode node, NodeStep step) throws InterruptedException {
        switch (step.name()) {
            case "deploy", "tear_down_agent" -> machines.power(node, Power.OFF);
            case "write_image" -> write(run, node);
            case "prepare_instance_boot" -> {
                if (node.standing().internal().get(Bench.MEDIUM) == null) {
                    machines.startFromDisk(node);
                }
            }
            case "verify_image" -> readBack.verify(run, node);
            case "boot_instance" -> machines.power(node, Power.ON);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void write(Run run, BareMetalNode node) throws InterruptedException {
        var chosen = drivers.get(DeployInterface.class, node.standing().chosen().orElseThrow()).call();
        var deployment = machines.deployment(node);
        transitions.change(run, now -> now.with(now.standing().internal(Bench.MEDIUM, Optional.empty())));
        Operation.call(() -> {
            chosen.deploy(deployment, bench(run), run);
            return chosen;
        });
    }

    /// Until somebody says `unhold`; who says `abort` interrupts it.
    private void hold(Run run) throws InterruptedException {
        transitions.holds(run);
        while (nodes.find(Transitions.node(run)).state().word().endsWith("hold")) {
            Thread.sleep(Bench.LOOK);
        }
    }

    private void inBand(Run run, NodeStep step, String what) throws InterruptedException {
        if (!run.input(Order.class).agent()) {
            throw Problem.invalid(
                    "The step %s.%s is done by the agent of the node's ramdisk, which was asked not to be started."
                            .formatted(step.area(), step.name()));
        }
        bench(run).command(what + ".execute_" + what + "_step",
                Map.of("step", Map.of("interface", step.area(), "step", step.name(), "args", step.args(), "priority",
                        step.priority())),
                run);
    }

    Workbench bench(Run run) {
        return new Bench(run, nodes, transitions, machines, ramdisk);
    }
}
