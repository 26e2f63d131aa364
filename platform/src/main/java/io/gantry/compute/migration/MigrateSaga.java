package io.gantry.compute.migration;

import io.gantry.compute.GuestStore;
import io.gantry.compute.Move;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Operation;
import jakarta.inject.Singleton;
import java.util.List;

/// Moves a running guest so that at every moment, and after a crash at any moment, exactly one host may run it.
@Singleton
final class MigrateSaga implements Saga {
    private final List<Step> steps;
    private final GuestStore store;

    MigrateSaga(CheckStep check, PrepareStep prepare, CopyStep copy, CommitStep commit, FinishStep finish,
            GuestStore store) {
        this.steps = List.of(
                Step.of("check", operation(check::run)),
                Step.of("prepare", operation(prepare::run), operation(prepare::undo)),
                Step.of("copy", operation(copy::run), operation(copy::undo)),
                Step.commit("commit", operation(commit::run)),
                Step.of("finish", operation(finish::run)));
        this.store = store;
    }

    /// One hop for all driver calls of a step.
    private static Step.Action operation(Step.Action action) {
        return run -> Operation.<Run, RuntimeException>call(() -> {
            action.run(run);
            return run;
        });
    }

    @Override
    public String kind() {
        return Move.KIND;
    }

    @Override
    public List<Step> steps() {
        return steps;
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        store.release(run.subject(), run.id());
    }
}
