package io.gantry.compute.server;

import io.gantry.api.HypervisorDriver;
import io.gantry.base.Problem;
import io.gantry.compute.GuestEntry;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Guests;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import io.gantry.job.Step;
import io.gantry.plugin.Drivers;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Removes a server and all that it has. It only goes forward: what does not answer is asked again until it does.
@Singleton
final class DeleteSaga implements Saga {
    static final String KIND = "delete-server";

    private final ServerRecords records;
    private final ActionRecords actions;
    private final Blueprint blueprint;
    private final Guests guests;
    private final GuestStore known;
    private final Drivers drivers;
    private final InstantSource clock;
    private final BeanProvider<Jobs> jobs;

    DeleteSaga(ServerRecords records, ActionRecords actions, Blueprint blueprint, Guests guests, GuestStore known,
            Drivers drivers, InstantSource clock, BeanProvider<Jobs> jobs) {
        this.records = records;
        this.actions = actions;
        this.blueprint = blueprint;
        this.guests = guests;
        this.known = known;
        this.drivers = drivers;
        this.clock = clock;
        this.jobs = jobs;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(Step.commit("settle", this::settle), Step.of("remove", this::remove),
                Step.of("give-back", run -> blueprint.giveBack(run.subject())));
    }

    /// Stops whoever makes it or moves it, and waits until he has put everything back.
    private void settle(Run run) {
        run.input(DeleteJob.class).before().ifPresent(this::stop);
        known.find(run.subject()).flatMap(GuestEntry::job).ifPresent(this::stop);
    }

    private void stop(UUID id) {
        var job = jobs.get().find(id);
        if (job.isEmpty() || job.get().state().ended()) {
            return;
        }
        try {
            jobs.get().cancel(id);
        } catch (Problem passed) {
            // It cannot be stopped any more, so it ends soon.
        }
        throw new Problem(Problem.Kind.UNAVAILABLE,
                "job " + id + " (" + job.map(Job::kind).orElse("") + ") has not ended yet");
    }

    private void remove(Run run) throws InterruptedException {
        var entry = known.find(run.subject());
        if (entry.isEmpty()) {
            return;
        }
        if (!configured(entry.get().host())) {
            run.event("left", Map.of("host", entry.get().host(), "reason",
                    "this compute host is no longer configured; what it has of the guest stays there"));
            known.remove(run.subject());
            return;
        }
        guests.delete(run.subject());
    }

    private boolean configured(String host) {
        try {
            return !drivers.get(HypervisorDriver.class, host).instance().isEmpty();
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        records.deleted(run.input(DeleteJob.class).server(), now);
        actions.ended(run.id(), now, Optional.empty());
    }
}
