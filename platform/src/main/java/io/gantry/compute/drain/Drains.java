package io.gantry.compute.drain;

import io.gantry.base.Problem;
import io.gantry.compute.ComputeHost;
import io.gantry.compute.HostStore;
import io.gantry.compute.HostStore.Standing;
import io.gantry.compute.Hosts;
import io.gantry.compute.MigrationSettings;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/// Empties compute hosts.
@Singleton
public class Drains {
    private static final int LOOK_BACK = 1000;

    private final Survey survey;
    private final Hosts hosts;
    private final HostStore standings;
    private final DrainStore store;
    private final Jobs jobs;
    private final MigrationSettings settings;

    Drains(Survey survey, Hosts hosts, HostStore standings, DrainStore store, Jobs jobs, MigrationSettings settings) {
        this.survey = survey;
        this.hosts = hosts;
        this.standings = standings;
        this.store = store;
        this.jobs = jobs;
        this.settings = settings;
    }

    /// What a draining did.
    ///
    /// @param job that did or does it
    /// @param moves in the order in which the guests leave
    public record Report(Job job, List<DrainMove> moves) {}

    /// What [#drain] would do now; changes nothing.
    public List<DrainMove> plan(String host, DrainWish wish) throws InterruptedException {
        hosts.show(host);
        return Planner.plan(survey.guests(host), survey.places(host, wish.to()));
    }

    /// Hands in the job that moves every guest away. From now on nothing new is placed there.
    ///
    /// @throws Problem CONFLICT if the host is being drained, or no other takes guests
    public Job drain(String host, DrainWish wish) throws InterruptedException {
        hosts.show(host);
        if (survey.places(host, wish.to()).isEmpty()) {
            throw Problem.conflict("no other compute host takes guests; enable one first");
        }
        return submit(host, wish);
    }

    /// How the last draining of the host goes or went.
    ///
    /// @throws Problem NOT_FOUND if there was none
    public Report report(String host) {
        var job = jobs.list(Optional.of(Drain.KIND), Optional.empty(), Optional.empty(), LOOK_BACK)
                .stream()
                .filter(found -> found.subject().equals(host))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("compute host '" + host + "' was not drained lately"));
        return new Report(job, store.moves(job.id()));
    }

    @Transactional
    Job submit(String host, DrainWish wish) {
        var before = standings.find(host);
        var drain = new Drain(host, wish.to(), wish.concurrent().orElse(settings.concurrent()),
                wish.bytesPerSecond().orElse(settings.bandwidth()), before);
        var job = jobs.submit(Drain.KIND, host, drain);
        standings.put(host, new Standing(ComputeHost.State.DRAINING, Optional.of("job " + job.id())));
        return job;
    }
}
