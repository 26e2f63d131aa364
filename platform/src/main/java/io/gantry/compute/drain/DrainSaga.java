package io.gantry.compute.drain;

import io.gantry.compute.ComputeHost;
import io.gantry.compute.HostStore;
import io.gantry.compute.HostStore.Standing;
import io.gantry.compute.drain.DrainMove.State;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moves every guest of a host away, one or a few at a time. What cannot move stays, and is told at the end. A host that was drained takes no
/// guests until somebody enables it; one whose draining was cancelled is as it was before.
@Singleton
final class DrainSaga implements Saga {
    private static final String BEGUN = "begun";

    private final Survey survey;
    private final DrainStore store;
    private final HostStore standings;
    private final InstantSource clock;
    private final List<Step> steps;

    DrainSaga(Survey survey, DrainStore store, HostStore standings, MoveStep move, InstantSource clock) {
        this.survey = survey;
        this.store = store;
        this.standings = standings;
        this.clock = clock;
        this.steps = List.of(Step.of("plan", this::plan), Step.of("move", move::run, move::undo),
                Step.of("report", this::report));
    }

    @Override
    public String kind() {
        return Drain.KIND;
    }

    @Override
    public List<Step> steps() {
        return steps;
    }

    private void plan(Run run) throws InterruptedException {
        run.keep(BEGUN, clock.instant().toString());
        if (store.moves(run.id()).isEmpty()) {
            var drain = run.input(Drain.class);
            store.add(run.id(), Planner.plan(survey.guests(drain.host()), survey.places(drain.host(), drain.to())));
        }
        var moves = store.moves(run.id());
        run.event("plan", Map.of("guests", moves.size(), "to_move", count(moves, State.PLANNED), "refused",
                count(moves, State.REFUSED)));
    }

    private void report(Run run) {
        var moves = store.moves(run.id());
        var begun = run.kept(BEGUN, String.class).map(Instant::parse).orElseGet(clock::instant);
        run.event("report", Map.of("moved", count(moves, State.MOVED), "refused", count(moves, State.REFUSED),
                "failed", count(moves, State.FAILED), "took_ms", Duration.between(begun, clock.instant()).toMillis()));
        run.keep("stayed", moves.size() - count(moves, State.MOVED));
    }

    private static long count(List<DrainMove> moves, State state) {
        return moves.stream().filter(move -> move.state() == state).count();
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var drain = run.input(Drain.class);
        standings.put(drain.host(), outcome == Outcome.DONE
                ? new Standing(ComputeHost.State.DISABLED, Optional.of("drained by job " + run.id()))
                : drain.before());
    }
}
