package io.gantry.compute.drain;

import io.gantry.base.Problem;
import io.gantry.compute.drain.DrainMove.State;
import io.gantry.compute.migration.Migrations;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Has the guests migrate, at most so many at once, and goes on when one of them fails. Each migration is a job of its own, which outlives a
/// crash as this one does; what is written down of them tells where to go on.
@Singleton
final class MoveStep {
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Survey survey;
    private final DrainStore store;
    private final Starter starter;
    private final Migrations migrations;
    private final Jobs jobs;

    MoveStep(Survey survey, DrainStore store, Starter starter, Migrations migrations, Jobs jobs) {
        this.survey = survey;
        this.store = store;
        this.starter = starter;
        this.migrations = migrations;
        this.jobs = jobs;
    }

    void run(Run run) throws InterruptedException {
        var drain = run.input(Drain.class);
        var shared = 0;
        while (true) {
            settle(run, State.FAILED);
            fill(run, drain);
            var running = running(run);
            report(run);
            if (running.isEmpty() && !late(run, drain)) {
                return;
            }
            if (running.size() != shared) {
                shared = running.size();
                share(drain, running);
            }
            if (!running.isEmpty()) {
                await(running);
            }
        }
    }

    /// Aborts what moves now and leaves the rest where it is.
    void undo(Run run) throws InterruptedException {
        for (var move : store.moves(run.id())) {
            if (move.state() == State.PLANNED) {
                store.update(run.id(), move.ended(State.CANCELLED, "the draining was cancelled before its turn came"));
            }
        }
        running(run).forEach(this::recall);
        for (var running = running(run); !running.isEmpty(); running = running(run)) {
            await(running);
            settle(run, State.CANCELLED);
        }
    }

    private void recall(DrainMove move) {
        try {
            move.migration().ifPresent(jobs::cancel);
        } catch (Problem e) {
            if (e.kind() != Problem.Kind.CONFLICT) {
                throw e;
            }
            // It has ended, or is past its point of no return and will in a moment.
        }
    }

    /// Writes down what has become of the migrations that have ended.
    ///
    /// @param cancelled what to call those that somebody cancelled
    private void settle(Run run, State cancelled) {
        for (var move : running(run)) {
            var job = move.migration().flatMap(jobs::find);
            if (job.isEmpty()) {
                ended(run, move.ended(State.FAILED, "its job is gone"), Map.of());
            } else if (job.get().state().ended()) {
                ended(run, outcome(move, job.get(), cancelled), numbers(job.get()));
            }
        }
    }

    private static DrainMove outcome(DrainMove move, Job job, State cancelled) {
        return switch (job.state()) {
            case DONE -> move.ended(State.MOVED, "runs on '" + move.target().orElse("") + "'");
            case CANCELLED -> move.ended(cancelled, "its migration was cancelled");
            case QUEUED, RUNNING, ROLLING_BACK, FAILED -> move.ended(State.FAILED,
                    job.reason().orElse("its migration failed"));
        };
    }

    private static Map<String, Object> numbers(Job job) {
        var numbers = new LinkedHashMap<String, Object>();
        numbers.put("took_ms", Duration.between(job.created(), job.updated()).toMillis());
        Optional.ofNullable(job.kept().get("downtime_ms")).ifPresent(downtime -> numbers.put("downtime_ms", downtime));
        return numbers;
    }

    private void ended(Run run, DrainMove move, Map<String, Object> numbers) {
        store.update(run.id(), move);
        var data = new LinkedHashMap<String, Object>(Map.of("guest", move.guest(), "target",
                move.target().orElse(""), "reason", move.reason().orElse("")));
        data.putAll(numbers);
        run.event(move.state() == State.MOVED ? "moved" : "stayed", data);
    }

    private void fill(Run run, Drain drain) throws InterruptedException {
        for (var move : store.moves(run.id())) {
            var running = running(run).size();
            if (running >= drain.concurrent()) {
                return;
            }
            if (move.state() == State.PLANNED) {
                start(run, drain, move, running);
            }
        }
    }

    private void start(Run run, Drain drain, DrainMove move, int running) throws InterruptedException {
        try {
            var job = starter.start(run.id(), move, drain.bytesPerSecond() / (running + 1));
            run.event("moving", Map.of("guest", move.guest(), "target", move.target().orElse(""), "migration",
                    job.id().toString()));
        } catch (Problem e) {
            ended(run, move.ended(State.REFUSED, e.detail()), Map.of());
        }
    }

    /// Guests that came while the host was just beginning to be drained.
    private boolean late(Run run, Drain drain) throws InterruptedException {
        var known = store.moves(run.id()).stream().map(DrainMove::guest).collect(Collectors.toSet());
        var late = survey.guests(drain.host()).stream().filter(guest -> !known.contains(guest.name())).toList();
        if (late.isEmpty()) {
            return false;
        }
        store.add(run.id(), Planner.plan(late, survey.places(drain.host(), drain.to())));
        return true;
    }

    /// Gives each that moves now the same part of what they may take together.
    private void share(Drain drain, List<DrainMove> running) {
        if (drain.bytesPerSecond() == 0) {
            return;
        }
        for (var move : running) {
            try {
                move.migration()
                        .ifPresent(job -> migrations.bandwidth(job,
                                Math.max(1, drain.bytesPerSecond() / running.size())));
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.CONFLICT) {
                    throw e;
                }
                // It copies no more.
            }
        }
    }

    /// Until something happens in the one that began first, but not for long: another may end before it.
    private void await(List<DrainMove> running) throws InterruptedException {
        var id = running.getFirst().migration().orElseThrow();
        var job = jobs.find(id);
        if (job.isPresent() && !job.get().state().ended()) {
            jobs.news(id, Long.MAX_VALUE, job.get().progress(), GLANCE);
        }
    }

    private void report(Run run) {
        var total = 0L;
        var done = 0L;
        for (var move : store.moves(run.id())) {
            if (move.target().isPresent()) {
                total += move.memoryBytes();
                done += switch (move.state()) {
                    case PLANNED -> 0;
                    case RUNNING -> (long) (share(move) * move.memoryBytes());
                    case MOVED, REFUSED, FAILED, CANCELLED -> move.memoryBytes();
                };
            }
        }
        run.report("move", done, total);
    }

    private double share(DrainMove move) {
        return move.migration()
                .flatMap(jobs::find)
                .flatMap(Job::progress)
                .filter(progress -> progress.total() > 0)
                .map(progress -> (double) progress.done() / progress.total())
                .orElse(0.0);
    }

    private List<DrainMove> running(Run run) {
        return store.moves(run.id()).stream().filter(move -> move.state() == State.RUNNING).toList();
    }
}
