package io.gantry.compute.migration;

import io.gantry.base.Problem;
import io.gantry.compute.GuestStore;
import io.gantry.compute.Move;
import io.gantry.compute.OrderStore;
import io.gantry.compute.OrderStore.Order;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What can be asked of a migration that is under way. It is written down, so that a host that is started anew still knows it, and heeded
/// before the next round.
@Singleton
public class Migrations {
    private static final Set<String> TOO_LATE = Set.of("commit", "finish");

    private final Jobs jobs;
    private final GuestStore guests;
    private final OrderStore orders;

    Migrations(Jobs jobs, GuestStore guests, OrderStore orders) {
        this.jobs = jobs;
        this.guests = guests;
        this.orders = orders;
    }

    /// Has the guest switched over after the present round, however long it will stand still.
    ///
    /// @throws Problem CONFLICT if there is nothing to hasten any more
    public Job forceComplete(UUID job) {
        var underWay = underWay(job);
        orders.put(job, new Order(true, orders.find(job).bytesPerSecond()));
        return underWay;
    }

    /// As the other, for the migration that works on the guest now.
    ///
    /// @throws Problem NOT_FOUND if there is no such guest, CONFLICT if it does not migrate
    public Job forceComplete(String guest) {
        return forceComplete(guests.find(guest)
                .orElseThrow(() -> Problem.notFound("there is no guest '" + guest + "'"))
                .job()
                .orElseThrow(() -> Problem.conflict("guest '" + guest + "' is not being migrated")));
    }

    /// Limits the migration to so many bytes a second from its next round on.
    ///
    /// @param bytesPerSecond 0 sets no limit
    /// @throws Problem CONFLICT if it copies no more
    public Job bandwidth(UUID job, long bytesPerSecond) {
        var underWay = underWay(job);
        orders.put(job, new Order(orders.find(job).switchOver(), Optional.of(bytesPerSecond)));
        return underWay;
    }

    private Job underWay(UUID id) {
        var job = jobs.find(id)
                .filter(found -> found.kind().equals(Move.KIND))
                .orElseThrow(() -> Problem.notFound("there is no migration " + id));
        if (job.state().ended() || job.state() == Job.State.ROLLING_BACK) {
            throw Problem.conflict("the migration of guest '" + job.subject() + "' is over or taken back");
        }
        if (job.step().filter(TOO_LATE::contains).isPresent()) {
            throw Problem.conflict("guest '" + job.subject() + "' is switched over already");
        }
        return job;
    }
}
