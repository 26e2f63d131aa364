package io.gantry.compute.migration;

import io.gantry.api.MemoryProof;
import io.gantry.api.guest.GuestStatus;
import io.gantry.base.Problem;
import io.gantry.compute.Move;
import io.gantry.job.Run;
import io.gantry.plugin.Drivers;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Asks both hosts whether the guest can move, before anything is changed.
@Singleton
final class CheckStep {
    private final Ends ends;
    private final Drivers drivers;

    CheckStep(Ends ends, Drivers drivers) {
        this.ends = ends;
        this.drivers = drivers;
    }

    void run(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var guest = move.guest().name();
        var source = ends.source(move);
        var target = ends.target(move);
        if (move.migration().prove()) {
            drivers.get(MemoryProof.class, source.instance());
            drivers.get(MemoryProof.class, target.instance());
        }
        var here = source.state(guest);
        if (!here.equals(Optional.of(GuestStatus.State.RUNNING))) {
            throw Problem.conflict("guest '" + guest + "' does not run: '" + source.instance() + "' "
                    + Side.words(here) + "; only a running guest can be moved");
        }
        switch (target.state(guest).orElse(null)) {
            case null -> {
            }
            // What an earlier attempt left is thrown away when the target is prepared.
            case ARRIVING, ARRIVED -> {
            }
            case STOPPED, PAUSED, RUNNING -> throw Problem.conflict("'" + target.instance()
                    + "' has a guest '" + guest + "' already; remove it there or choose another target");
        }
    }
}
