package io.gantry.accelerator;

import io.gantry.accelerator.AcceleratorRequest.State;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.NotFinal;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/// Prepares a piece that is reserved already. If that fails everything is undone and the piece is free again.
@Singleton
final class BindSaga implements Saga {
    static final String KIND = "accelerator-bind";

    private final RequestRecords records;
    private final Hands hands;
    private final InstantSource clock;
    private final BeanProvider<Jobs> jobs;

    BindSaga(RequestRecords records, Hands hands, InstantSource clock, BeanProvider<Jobs> jobs) {
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
        return List.of(Step.of("program", this::program), Step.of("attach", this::attach, this::detach),
                Step.commit("bind", this::bind));
    }

    private void program(Run run) throws InterruptedException {
        var job = run.input(BindJob.class);
        if (job.bitstream().isPresent()) {
            hands.program(job.source(), job.device(), job.part(), job.bitstream().get(), run);
            records.programmingOver(job.request());
        }
    }

    private void attach(Run run) throws InterruptedException {
        hands.attach(run.input(BindJob.class));
    }

    private void detach(Run run) throws InterruptedException {
        hands.detach(run.input(BindJob.class), run);
    }

    private void bind(Run run) {
        var job = run.input(BindJob.class);
        var bound = records.change(job.request(), Set.of(State.BIND_STARTED, State.BOUND), State.BOUND,
                java.util.Optional.empty(),
                clock.instant());
        if (!bound) {
            throw new NotFinal("accelerator request " + job.request() + " was taken back meanwhile");
        }
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var job = run.input(BindJob.class);
        records.programmingOver(job.request());
        if (outcome != Outcome.DONE) {
            records.free(job.request());
            records.change(job.request(), Set.of(State.BIND_STARTED), State.BIND_FAILED,
                    jobs.get().find(run.id()).flatMap(Job::reason), clock.instant());
        }
        hands.look(job.source());
    }
}
