package io.gantry.compute.server;

import io.gantry.base.Problem;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Guests;
import io.gantry.compute.server.Server.Fault;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Makes a server. If a step fails what was done is undone; the server stays, in error, and says why.
@Singleton
final class CreateSaga implements Saga {
    static final String KIND = "create-server";
    private static final int FAILED = 500;

    private final ServerRecords records;
    private final ActionRecords actions;
    private final Placement placement;
    private final Blueprint blueprint;
    private final Guests guests;
    private final GuestStore known;
    private final InstantSource clock;
    private final BeanProvider<Jobs> jobs;

    CreateSaga(ServerRecords records, ActionRecords actions, Placement placement, Blueprint blueprint, Guests guests,
            GuestStore known, InstantSource clock, BeanProvider<Jobs> jobs) {
        this.records = records;
        this.actions = actions;
        this.placement = placement;
        this.blueprint = blueprint;
        this.guests = guests;
        this.known = known;
        this.clock = clock;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.of("place", this::place, this::leave), Step.of("equip", this::equip, this::giveBack),
                Step.of("define", this::define, this::forget), Step.of("start", this::start));
    }

    private Server server(Run run) {
        return records.find(run.input(CreateJob.class).server())
                .orElseThrow(() -> Problem.notFound("server " + run.subject() + " is gone"));
    }

    private void place(Run run) throws InterruptedException {
        var server = server(run);
        if (server.host().isEmpty()) {
            var host = placement.place(server, run.input(CreateJob.class).host());
            run.event("placed", Map.of("host", host));
        }
    }

    private void leave(Run run) {
        records.placed(run.input(CreateJob.class).server(), java.util.Optional.empty(), now());
    }

    private void equip(Run run) throws InterruptedException {
        blueprint.equip(server(run));
    }

    private void giveBack(Run run) throws InterruptedException {
        blueprint.giveBack(run.subject());
    }

    private void define(Run run) throws InterruptedException {
        var guest = blueprint.guest(server(run));
        // A host that was killed after it had defined the guest comes here once more.
        var defined = known.find(run.subject())
                .filter(entry -> entry.phase() == GuestEntry.Phase.READY && entry.host().equals(guest.host())
                        && entry.spec().equals(guest.spec()));
        if (defined.isEmpty()) {
            guests.create(guest);
        }
    }

    private void forget(Run run) throws InterruptedException {
        if (known.find(run.subject()).isPresent()) {
            guests.delete(run.subject());
        }
    }

    private void start(Run run) throws InterruptedException {
        guests.start(run.subject());
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var id = run.input(CreateJob.class).server();
        var now = now();
        if (outcome == Outcome.DONE) {
            records.launched(id, now);
            actions.ended(run.id(), now, java.util.Optional.empty());
        } else {
            var reason = jobs.get().find(run.id()).flatMap(Job::reason).orElse("it was cancelled");
            records.failed(id, new Fault(FAILED, reason, now));
            actions.ended(run.id(), now, java.util.Optional.of(reason));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
