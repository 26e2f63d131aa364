package io.gantry.job;

import io.gantry.job.Interrupts.Cause;
import io.gantry.job.Job.StepState.Stage;
import io.gantry.job.Saga.Outcome;
import io.gantry.job.store.Held;
import io.gantry.job.store.JobQueue.Next;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// Drives one job from where it stands as far as it goes now: to its end, to a pause, or until the host stops or somebody else has the job.
final class Attempt {
    private final Saga saga;
    private final Held held;
    private final Interrupts interrupts;
    private final JobSettings settings;
    private final Sampler sampler;
    private final Run run;

    Attempt(Saga saga, Held held, Interrupts interrupts, JobSettings settings, ScheduledExecutorService timer) {
        this.saga = saga;
        this.held = held;
        this.interrupts = interrupts;
        this.settings = settings;
        this.sampler = new Sampler(held, interrupts, timer);
        this.run = new LiveRun(held, interrupts, sampler);
    }

    Next go() {
        if (held.outcome().isEmpty()) {
            for (var step : saga.steps()) {
                var stop = forward(step);
                if (stop.isPresent()) {
                    return stop.get();
                }
                if (held.outcome().isPresent()) {
                    break;
                }
            }
        }
        if (held.outcome().isEmpty() && !held.commit()) {
            held.rollBack(Outcome.CANCELLED, "cancelled before its end");
        }
        if (held.outcome().isPresent()) {
            for (var step : saga.steps().reversed()) {
                var stop = backward(step);
                if (stop.isPresent()) {
                    return stop.get();
                }
            }
        }
        return end(held.outcome().orElse(Outcome.DONE));
    }

    /// @return what to do instead of going on
    private Optional<Next> forward(Step step) {
        if (held.stages().get(step.name()) == Stage.DONE) {
            return Optional.empty();
        }
        sampler.reset();
        if (!held.begin(step.name(), step.pointOfNoReturn())) {
            held.rollBack(Outcome.CANCELLED, "cancelled before " + step.name());
            return Optional.empty();
        }
        var thrown = perform(step.action(), !held.committed());
        if (thrown.isEmpty()) {
            held.done(step.name());
            return Optional.empty();
        }
        return failed(step, thrown.get());
    }

    private Optional<Next> failed(Step step, Throwable thrown) {
        if (stopping()) {
            return Optional.of(new Next.Later(Duration.ZERO));
        }
        if (interrupts.cause().isPresent() && !held.committed()) {
            held.rollBack(Outcome.CANCELLED, "cancelled in " + step.name());
            return Optional.empty();
        }
        if (thrown instanceof NotFinal) {
            held.rollBack(Outcome.FAILED, step.name() + ": " + thrown.getMessage());
            return Optional.empty();
        }
        var failure = Failure.of(thrown, "step " + step.name() + " of job " + held.id());
        var reason = step.name() + ": " + failure.message();
        if (held.committed() || (failure.passing() && held.failures() + 1 < settings.attempts())) {
            return Optional.of(later(reason));
        }
        held.rollBack(Outcome.FAILED, reason);
        return Optional.empty();
    }

    /// @return what to do instead of going on
    private Optional<Next> backward(Step step) {
        var stage = held.stages().get(step.name());
        if (stage == Stage.PENDING || stage == Stage.UNDONE) {
            return Optional.empty();
        }
        sampler.reset();
        held.undoing(step.name());
        var thrown = perform(step.undo(), false);
        if (thrown.isEmpty()) {
            held.undone(step.name());
            return Optional.empty();
        }
        return Optional.of(postponed("undo of " + step.name(), thrown.get()));
    }

    private Next end(Outcome outcome) {
        var thrown = perform(ended -> saga.ended(ended, outcome), false);
        if (thrown.isEmpty()) {
            held.end(outcome);
            return new Next.Done();
        }
        return postponed("end", thrown.get());
    }

    private Optional<Throwable> perform(Step.Action action, boolean cancellable) {
        try {
            interrupts.during(cancellable, () -> action.run(run));
            return Optional.empty();
        } catch (Run.Fenced e) {
            throw e;
        } catch (Throwable thrown) {
            return Optional.of(thrown);
        } finally {
            sampler.flush();
        }
    }

    private Next postponed(String what, Throwable thrown) {
        if (stopping()) {
            return new Next.Later(Duration.ZERO);
        }
        return later(what + ": " + Failure.of(thrown, what + " of job " + held.id()).message());
    }

    private Next later(String reason) {
        held.waiting(reason);
        return new Next.Later(settings.pause(held.failures()));
    }

    private boolean stopping() {
        return interrupts.cause().filter(cause -> cause != Cause.CANCEL).isPresent();
    }
}
