package io.gantry.compute.migration;

import io.gantry.compute.Move;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.util.Map;

/// Makes room at the target, and chooses the strategy, which can only be asked once it is known how the target is reached.
@Singleton
final class PrepareStep {
    private final Ends ends;
    private final Strategies strategies;
    private final Arrival arrival;

    PrepareStep(Ends ends, Strategies strategies, Arrival arrival) {
        this.ends = ends;
        this.strategies = strategies;
        this.arrival = arrival;
    }

    void run(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var target = arrival.prepare(move, ends.target(move));
        run.keep(Kept.TARGET, target);
        var source = ends.source(move).migratable().source(move.guest().name());
        run.keep(Kept.STRATEGY, strategies.choose(run, Strategies.plan(move, source, target)));
    }

    /// Takes away what waits at the target. A guest that runs there is never ours to remove: until the commit ours only waits.
    void undo(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var guest = move.guest().name();
        var target = ends.target(move);
        var state = target.state(guest);
        switch (state.orElse(null)) {
            case null -> {
            }
            case RUNNING, PAUSED -> run.event("left",
                    Map.of("instance", target.instance(), "reason",
                            "'" + target.instance() + "' " + Side.words(state)));
            case STOPPED, ARRIVING, ARRIVED -> target.hypervisor().remove(guest);
        }
    }
}
