package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Takes a piece back and cleans it; only then may somebody else have it. One that cannot be cleaned stays with its request.
@Singleton
final class UnbindSaga implements Saga {
    static final String KIND = "accelerator-unbind";

    private final RequestRecords records;
    private final Hands hands;
    private final InstantSource clock;
    private final BeanProvider<Jobs> jobs;

    UnbindSaga(RequestRecords records, Hands hands, InstantSource clock, BeanProvider<Jobs> jobs) {
        this.records = records;
        this.hands = hands;
        this.clock = clock;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("settle", this::settle), Step.of("detach", this::detach), Step.of("clean", this::clean),
                Step.commit("free", this::free));
    }

    /// Waits for the job that was still binding, which was told to stop.
    private void settle(Run run) {
        var before = run.input(UnbindJob.class).before().flatMap(jobs.get()::find);
        if (before.isPresent() && !before.get().state().ended()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "job " + before.get().id() + " has not ended yet");
        }
    }

    /// Whether the job that was stopped has not freed the piece already.
    private boolean held(BindJob job) {
        return records.piece(job.piece()).flatMap(Piece::request).filter(job.request()::equals).isPresent();
    }

    private void detach(Run run) throws InterruptedException {
        var job = run.input(UnbindJob.class).bound();
        if (held(job)) {
            hands.detach(job, run);
        }
    }

    private void clean(Run run) throws InterruptedException {
        var job = run.input(UnbindJob.class).bound();
        if (held(job)) {
            hands.clean(job, run);
        }
    }

    private void free(Run run) {
        var request = run.input(UnbindJob.class).bound().request();
        records.free(request);
        records.find(request).ifPresent(now -> {
            if (now.state() == State.DELETING) {
                records.remove(request);
            } else {
                records.unassign(request, State.UNBOUND, clock.instant());
            }
        });
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var job = run.input(UnbindJob.class).bound();
        if (outcome != Outcome.DONE) {
            records.change(job.request(), Set.of(State.UNBINDING, State.DELETING), State.UNBIND_FAILED,
                    jobs.get().find(run.id()).flatMap(Job::reason), clock.instant());
        }
        hands.look(job.source());
    }
}
