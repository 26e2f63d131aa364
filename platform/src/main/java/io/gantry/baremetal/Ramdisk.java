package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Inspectable;
import io.gantry.api.Progress;
import io.gantry.api.hardware.Power;
import io.gantry.baremetal.agent.Agents;
import io.gantry.baremetal.agent.Commands;
import io.gantry.baremetal.agent.Installers;
import io.gantry.baremetal.agent.Waiting;
import io.gantry.baremetal.port.PortQuery;
import io.gantry.baremetal.port.Ports;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/// Starts nodes from discs on which an agent or an installer runs. Each step may be repeated: what a killed host began is found by the node's power, by
/// what is written down of its agent, and by asking the agent itself.
@Singleton
final class Ramdisk {
    /// Under which a job keeps that something on the node worked for it.
    static final String IN_BAND = "in-band";
    /// Under which a job keeps how often it has started the ramdisk since something was done there.
    private static final String STARTS = "ramdisk-starts";
    private static final int MOST_STARTS = 2;

    private final Transitions transitions;
    private final Machines machines;
    private final Ports ports;
    private final Agents agents;
    private final Installers installers;
    private final Waiting waiting;
    private final Commands commands;

    Ramdisk(Transitions transitions, Machines machines, Ports ports, Agents agents, Installers installers,
            Waiting waiting,
            Commands commands) {
        this.transitions = transitions;
        this.machines = machines;
        this.ports = ports;
        this.agents = agents;
        this.installers = installers;
        this.waiting = waiting;
        this.commands = commands;
    }

    /// Has the agent do that, once one runs.
    Map<String, Object> command(Run run, BareMetalNode node, String name, Map<String, ?> parameters,
            Progress progress) throws InterruptedException {
        run.keep(IN_BAND, true);
        return bounded(run, node, () -> {
            if (!commands.answers(node.id())) {
                if (!coming(node)) {
                    start(run, node, progress);
                }
                transitions.waits(run);
                waiting.agent(node.id(), node.label(), progress);
                transitions.goesOn(run);
            }
            return commands.run(node.id(), node.label(), name, parameters, progress);
        });
    }

    private interface Work<T> {
        T does() throws InterruptedException;
    }

    /// What runs on a node and falls silent is started anew once. If that falls silent as well, it is not for want of another try.
    private static <T> T bounded(Run run, BareMetalNode node, Work<T> work) throws InterruptedException {
        try {
            var result = work.does();
            run.keep(STARTS, 0);
            return result;
        } catch (DriverException failed) {
            var starts = run.kept(STARTS, Integer.class).orElse(0);
            if (failed.kind() != Kind.UNREACHABLE || starts < MOST_STARTS) {
                throw failed;
            }
            throw new DriverException(Kind.FAILED,
                    "%s Node '%s' was started from its disc %d times for this. Look at its console and whether it reaches this host and its images, then ask for the same again."
                            .formatted(failed.getMessage(), node.label(), starts),
                    failed);
        }
    }

    private static void started(Run run) {
        run.keep(STARTS, run.kept(STARTS, Integer.class).orElse(0) + 1);
    }

    /// Whether it was started and may yet say something. One that has said where it listens and does not answer is gone.
    private boolean coming(BareMetalNode node) throws InterruptedException {
        return agents.find(node.id()).filter(agent -> agent.callback().isEmpty()).isPresent()
                && waiting.mayCome(node.id()) && machines.observe(node) == Power.ON;
    }

    private void start(Run run, BareMetalNode node, Progress progress) throws InterruptedException {
        var disc = machines.ramdisk(node)
                .orElseThrow(() -> new DriverException(Kind.UNSUPPORTED,
                        "No ramdisk can be started on node '%s': its hardware driver has to show discs, and driver_info needs deploy_iso or gantry.yaml bare-metal.agent-disc."
                                .formatted(node.label())));
        addresses(node);
        machines.power(node, Power.OFF);
        progress.report("start ramdisk", 1, 3);
        machines.startFrom(node, disc, true);
        progress.report("start ramdisk", 2, 3);
        agents.expect(node.id());
        machines.power(node, Power.ON);
        started(run);
        run.event("ramdisk", Map.of("disc", disc.toString()));
    }

    /// By the addresses of the node's ports its agent is recognised, so they have to be known before it asks.
    private void addresses(BareMetalNode node) throws InterruptedException {
        if (!ports.list(PortQuery.newest(node.id())).isEmpty()) {
            return;
        }
        if (!machines.can(node, Inspectable.class)) {
            throw new DriverException(Kind.INVALID,
                    "Node '%s' has no port, so its agent could not be recognised; create one with the address of its network card, or inspect the node."
                            .formatted(node.label()));
        }
        var _ = ports.discover(node.id(), machines.inspect(node).addresses());
    }

    /// Returns when the installer on that disc has said that it is done.
    void install(Run run, BareMetalNode node, URI disc, String answers, Progress progress)
            throws InterruptedException {
        run.keep(IN_BAND, true);
        bounded(run, node, () -> {
            if (!installing(node)) {
                addresses(node);
                machines.power(node, Power.OFF);
                machines.startFrom(node, disc, true);
                installers.expect(node.id(), answers);
                machines.power(node, Power.ON);
                started(run);
                run.event("installer", Map.of("disc", disc.toString()));
            }
            transitions.waits(run);
            waiting.installer(node.id(), node.label(), progress);
            transitions.goesOn(run);
            return node;
        });
    }

    /// Whether an installer works on it, or was started and may yet say something.
    private boolean installing(BareMetalNode node) throws InterruptedException {
        return agents.find(node.id()).filter(agent -> agent.answers().isPresent()).isPresent()
                && waiting.mayCome(node.id())
                && (agents.find(node.id()).filter(agent -> agent.heard().isPresent()).isPresent()
                        || machines.observe(node) == Power.ON);
    }
}
