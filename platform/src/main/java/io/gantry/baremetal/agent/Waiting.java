package io.gantry.baremetal.agent;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Waits for what runs on a node to say something.
@Singleton
public final class Waiting {
    private final AgentRecords records;
    private final AgentSettings settings;
    private final News news;
    private final InstantSource clock;

    Waiting(AgentRecords records, AgentSettings settings, News news, InstantSource clock) {
        this.records = records;
        this.settings = settings;
        this.news = news;
        this.clock = clock;
    }

    /// Whether the node was started from its ramdisk so lately that its agent may yet come, or has come.
    public boolean mayCome(UUID node) {
        return records.find(node)
                .filter(agent -> agent.callback().isPresent() || clock.instant().isBefore(limit(agent)))
                .isPresent();
    }

    private Instant limit(Agent agent) {
        return agent.heard().orElse(agent.started()).plus(settings.start());
    }

    /// Returns when the agent of the node has said where it listens.
    ///
    /// @param label of the node, for messages
    /// @throws DriverException UNREACHABLE if it does not within the time that a node may take to start
    public void agent(UUID node, String label, Progress progress) throws InterruptedException {
        await(node, label, "wait for agent", progress, agent -> agent.callback().map(_ -> true));
    }

    /// Returns when the installer on the node has said that it is done.
    ///
    /// @throws DriverException FAILED if it says that it failed, UNREACHABLE if it never says anything
    public void installer(UUID node, String label, Progress progress) throws InterruptedException {
        await(node, label, "install", progress, agent -> {
            if (agent.status().filter("error"::equals).isPresent()) {
                throw new DriverException(Kind.FAILED,
                        "The installer on node '%s' failed: %s. Look at the node's console."
                                .formatted(label, agent.message().orElse("it gave no reason")));
            }
            return agent.status().filter("end"::equals).map(_ -> true);
        });
    }

    private interface Look {
        Optional<Boolean> at(Agent agent);
    }

    private void await(UUID node, String label, String step, Progress progress, Look look)
            throws InterruptedException {
        while (true) {
            var since = news.count();
            var agent = records.find(node)
                    .orElseThrow(() -> new DriverException(Kind.UNREACHABLE,
                            "Node '%s' was not started from its ramdisk, or was switched off meanwhile."
                                    .formatted(label)));
            if (look.at(agent).isPresent()) {
                return;
            }
            if (clock.instant().isAfter(limit(agent))) {
                throw new DriverException(Kind.UNREACHABLE, silent(agent, label));
            }
            progress.report(step, Duration.between(agent.started(), clock.instant()).toSeconds(), 0);
            news.await(since, settings.poll());
        }
    }

    private String silent(Agent agent, String label) {
        var said = agent.heard()
                .map(heard -> "has said nothing more since " + heard)
                .orElse(agent.proof().isPresent()
                        ? "asked who it is and then said nothing: can the node reach this host?"
                        : "has not said anything: does the node start from the disc, and are its network cards ports of the node?");
        return "What was started on node '%s' at %s %s (given up after %s).".formatted(label, agent.started(), said,
                settings.start());
    }
}
