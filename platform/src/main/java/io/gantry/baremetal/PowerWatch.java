package io.gantry.baremetal;

import io.gantry.api.DriverException;
import io.gantry.api.hardware.Power;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import io.gantry.plugin.Handle;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the controllers of all nodes for their power, time and again, and writes down what changed without us. A node whose controller
/// does not answer is taken out of use until it does.
@Singleton
final class PowerWatch {
    static final String FAULT = "power failure";

    private static final Logger LOG = LoggerFactory.getLogger(PowerWatch.class);
    private static final int AT_ONCE = 8;
    private static final int PAGE = 500;
    /// So often in a row a controller may be silent.
    private static final int MISSES = 3;
    private static final Set<ProvisionState> UNKNOWN = Set.of(ProvisionState.ENROLL, ProvisionState.ADOPT_FAILED);

    private final NodeRecords records;
    private final Machines machines;
    private final Transitions transitions;
    private final Duration interval;
    private final ThreadFactory threads;
    private final Thread clock;
    private final Map<UUID, Integer> misses = new ConcurrentHashMap<>();

    PowerWatch(NodeRecords records, Machines machines, Transitions transitions, Threads threads,
            @Value("${gantry.bare-metal.power-interval:60s}") Duration interval) {
        this.records = records;
        this.machines = machines;
        this.transitions = transitions;
        this.interval = interval;
        this.threads = threads.named("power-watch");
        this.clock = threads.named("power-clock").newThread(this::run);
    }

    @EventListener
    void start(ServerStartupEvent event) {
        if (interval.isPositive()) {
            clock.start();
        }
    }

    @EventListener
    void stop(ShutdownEvent event) {
        clock.interrupt();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.error("the power of the nodes was not looked at; the next time is in {}", interval, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws InterruptedException {
        Optional<UUID> marker = Optional.empty();
        List<BareMetalNode> page;
        do {
            page = records.list(new NodeQuery(Map.of(), Optional.empty(), "id", false, marker, PAGE));
            try (var few = Executors.newFixedThreadPool(AT_ONCE, threads)) {
                page.stream().filter(PowerWatch::watched).forEach(node -> few.execute(() -> look(node)));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("the host stops");
            }
            marker = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().id());
        } while (page.size() == PAGE);
    }

    /// What nobody works on, and what its operator has not taken out of use himself.
    private static boolean watched(BareMetalNode node) {
        return node.state().atRest() && !UNKNOWN.contains(node.state()) && node.standing().powerTarget().isEmpty()
                && (!node.fields().flag(NodeField.MAINTENANCE) || faulty(node));
    }

    private static boolean faulty(BareMetalNode node) {
        return node.standing().fault().equals(Optional.of(FAULT));
    }

    private void look(BareMetalNode node) {
        try {
            answered(node, machines.power(node) == Power.ON ? Standing.POWER_ON : Standing.POWER_OFF);
        } catch (DriverException e) {
            if (!Handle.unasked(e)) {
                missed(node, String.valueOf(e.getMessage()));
            }
        } catch (Problem notOpen) {
            LOG.debug("the power of node {} is not known: {}", node.label(), notOpen.detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the power of node {} was not looked at", node.label(), e);
        }
    }

    private void answered(BareMetalNode node, String power) {
        misses.remove(node.id());
        var before = node.standing().power();
        if (before.equals(Optional.of(power)) && !faulty(node)) {
            return;
        }
        var after = records.change(node.id(), now -> now.version() == node.version() ? found(now, power) : now);
        if (after.version() != node.version()) {
            transitions.tell(after, "INFO", faulty(node)
                    ? "its controller answers again; it is " + power
                    : "its power was found to be " + power + before.map(was -> "; it was " + was).orElse(""));
        }
    }

    private static BareMetalNode found(BareMetalNode node, String power) {
        var standing = node.standing().power(Optional.of(power), Optional.empty());
        return faulty(node)
                ? node.with(node.fields()
                        .with(NodeField.MAINTENANCE, Optional.empty())
                        .with(NodeField.MAINTENANCE_REASON, Optional.empty()))
                        .with(standing.fault(Optional.empty()).error(Optional.empty()))
                : node.with(standing);
    }

    private void missed(BareMetalNode node, String why) {
        if (faulty(node) || misses.merge(node.id(), 1, Integer::sum) < MISSES) {
            return;
        }
        var reason = "Its controller did not say %d times in a row whether it is on: %s".formatted(MISSES, why);
        var after = records.change(node.id(), now -> now.version() == node.version()
                ? now.with(now.fields()
                        .with(NodeField.MAINTENANCE, Optional.of(NodeChange.TRUE))
                        .with(NodeField.MAINTENANCE_REASON, NodeChange.cut(reason)))
                        .with(now.standing()
                                .power(Optional.of("error"), Optional.empty())
                                .error(Optional.of(reason))
                                .fault(Optional.of(FAULT)))
                : now);
        if (after.version() != node.version() && faulty(after)) {
            misses.remove(node.id());
            transitions.tell(after, "ERROR", reason);
        }
    }
}
