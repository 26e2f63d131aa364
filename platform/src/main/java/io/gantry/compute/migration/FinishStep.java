package io.gantry.compute.migration;

import io.gantry.api.guest.GuestStatus.State;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Move;
import io.gantry.job.NotFinal;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Writes down where the guest is now and removes it from the source. Nothing is deleted before the target has said once more that it runs
/// the guest: a source that calls a migration complete knows nothing of what became of the guest.
@Singleton
final class FinishStep {
    private final Ends ends;
    private final GuestStore store;

    FinishStep(Ends ends, GuestStore store) {
        this.ends = ends;
        this.store = store;
    }

    void run(Run run) throws InterruptedException {
        var move = run.input(Move.class);
        var target = ends.target(move);
        var state = target.state(run.subject());
        if (!state.equals(Optional.of(State.RUNNING))) {
            throw new NotFinal("'" + target.instance() + "' ran guest '" + run.subject() + "' and now "
                    + Side.words(state) + "; '" + move.source()
                    + "' still has it halted as it was at the switchover: resume it there, or delete it");
        }
        store.moved(run.subject(), target.instance());
        ends.source(move).hypervisor().remove(run.subject());
    }
}
