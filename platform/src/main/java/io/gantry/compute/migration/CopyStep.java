package io.gantry.compute.migration;

import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.base.Problem;
import io.gantry.compute.Move;
import io.gantry.compute.OrderStore;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;

/// Copies the memory, switches over, and compares both ends where that was asked for. When it is done neither end runs the guest, both hold
/// its whole memory, and it is still undecided where it goes on.
@Singleton
final class CopyStep {
    private final Ends ends;
    private final Drivers drivers;
    private final Proof proof;
    private final Arrival arrival;
    private final OrderStore orders;
    private final InstantSource clock;

    CopyStep(Ends ends, Drivers drivers, Proof proof, Arrival arrival, OrderStore orders, InstantSource clock) {
        this.ends = ends;
        this.drivers = drivers;
        this.proof = proof;
        this.arrival = arrival;
        this.orders = orders;
        this.clock = clock;
    }

    void run(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var source = ends.source(move);
        var endpoint = run.kept(Kept.COPYING, Boolean.class).isPresent() ? again(run, move, source) : first(run);
        run.keep(Kept.COPYING, true);
        var plan = Strategies.plan(move, source.migratable().source(move.guest().name()), endpoint);
        var strategy = run.kept(Kept.STRATEGY, String.class).orElseThrow();
        var migration = move.migration();
        var rounds = new Rounds(run, move, orders);
        try (var transfer = drivers.get(TransferStrategy.class, strategy).call().open(plan)) {
            switchedOver(run, rounds.copy(transfer));
        }
        if (migration.prove()) {
            proof.compare(run, source, ends.target(move));
        }
    }

    private static Endpoint first(Run run) {
        return run.kept(Kept.TARGET, Endpoint.class).orElseThrow();
    }

    /// An attempt that was cut off may have left the guest halted or slowed down, and half of its memory at the target.
    private Endpoint again(Run run, Move move, Side source) throws InterruptedException {
        var state = source.state(move.guest().name());
        if (!runnable(state.orElse(null))) {
            throw new Problem(Problem.Kind.FAILED, "guest '" + run.subject() + "' cannot be moved any more: '"
                    + source.instance() + "' " + Side.words(state));
        }
        source.hypervisor().resume(move.guest().name());
        return arrival.prepare(move, ends.target(move));
    }

    private void switchedOver(Run run, Arrived arrived) {
        run.keep(Kept.HALTED_AT, clock.instant().minus(arrived.halted()).toString());
        run.event("switchover", Map.of("rounds", arrived.rounds(), "copied_bytes", arrived.copiedBytes(), "halted_ms",
                arrived.halted().toMillis(), "connections", Rounds.connections(arrived.connections())));
    }

    /// The guest runs on at the source, unless it may have run at the target already: then only a person can say which copy counts.
    void undo(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var source = ends.source(move);
        var released = run.kept(Kept.RELEASED_AT, String.class).isPresent();
        if (released && run.kept(Kept.NEVER_RAN, Boolean.class).isEmpty()) {
            return;
        }
        var state = source.state(move.guest().name());
        if (runnable(state.orElse(null))) {
            source.hypervisor().resume(move.guest().name());
        } else {
            run.event("left", Map.of("instance", source.instance(), "reason",
                    "'" + source.instance() + "' " + Side.words(state)));
        }
    }

    private static boolean runnable(GuestStatus.@org.jspecify.annotations.Nullable State state) {
        return state == GuestStatus.State.RUNNING || state == GuestStatus.State.PAUSED;
    }
}
