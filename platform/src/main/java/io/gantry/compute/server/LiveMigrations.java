package io.gantry.compute.server;

import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.compute.Guests;
import io.gantry.compute.MigrationWish;
import io.gantry.compute.migration.Migrations;
import io.gantry.compute.server.Server.State;
import io.gantry.identity.Caller;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Moves servers from host to host while they run, and tells how that went.
@Singleton
public final class LiveMigrations {
    private static final String ACTION = "live-migration";

    private final Servers servers;
    private final Guests guests;
    private final Placement placement;
    private final MigrationRecords records;
    private final MigrationView view;
    private final ActionLog log;
    private final Jobs jobs;
    private final Migrations control;

    LiveMigrations(Servers servers, Guests guests, Placement placement, MigrationRecords records, MigrationView view,
            ActionLog log, Jobs jobs, Migrations control) {
        this.servers = servers;
        this.guests = guests;
        this.placement = placement;
        this.records = records;
        this.view = view;
        this.log = log;
        this.jobs = jobs;
        this.control = control;
    }

    /// @param host where to; empty for whichever has most room
    /// @throws Problem CONFLICT if the server's state does not allow it, INVALID if there is no such host or none that can have it
    public void migrate(Caller caller, RequestId request, UUID id, Optional<String> host) throws InterruptedException {
        var server = servers.free(caller, id, "os-migrateLive");
        if (server.state() != State.ACTIVE) {
            throw Problem.conflict("Cannot 'os-migrateLive' instance %s while it is in vm_state %s".formatted(id,
                    server.state().name().toLowerCase(java.util.Locale.ROOT)));
        }
        if (ExtraSpecs.profile(server.flavor().extra()).isPresent()) {
            throw Problem.conflict("Instance %s has pieces of accelerators, which cannot move.".formatted(id));
        }
        if (host.isPresent() && host.equals(server.host())) {
            throw Problem.invalid("Unable to migrate instance (%s) to current host (%s).".formatted(id, host.get()));
        }
        var target = host.isPresent() ? host.get() : placement.target(server);
        var job = submit(server, target);
        records.askedBy(job, caller.user());
        log.byJob(server, ACTION, caller, request, job);
    }

    private UUID submit(Server server, String target) throws InterruptedException {
        try {
            return guests.migrate(server.guest(), MigrationWish.to(target)).id();
        } catch (Problem e) {
            if (e.kind() == Problem.Kind.NOT_FOUND || e.kind() == Problem.Kind.UNSUPPORTED) {
                throw new Problem(Problem.Kind.INVALID, "Compute host %s could not be used: %s".formatted(target,
                        e.detail()), e);
            }
            throw e;
        }
    }

    /// Those of the server that are under way, also one whose guest runs at the target already.
    public List<ServerMigration> underWay(Caller caller, UUID server) throws InterruptedException {
        servers.find(caller, server);
        settle();
        return records.open().stream().filter(one -> one.server().equals(server)).toList();
    }

    /// One that is under way.
    ///
    /// @throws Problem NOT_FOUND also for one that has ended
    public ServerMigration find(Caller caller, UUID server, long number) throws InterruptedException {
        var known = known(caller, server, number);
        if (known.phase().ended()) {
            throw Problem.notFound("Migration %d for server %s is not in progress: it is %s.".formatted(number, server,
                    known.phase().word()));
        }
        return known;
    }

    private ServerMigration known(Caller caller, UUID server, long number) throws InterruptedException {
        servers.find(caller, server);
        settle();
        return records.find(server, number)
                .orElseThrow(() -> Problem.notFound("Migration %d for server %s could not be found.".formatted(number,
                        server)));
    }

    /// Newest first.
    public List<ServerMigration> list(MigrationQuery query) throws InterruptedException {
        settle();
        if (query.marker().isPresent() && records.find(query.marker().get()).isEmpty()) {
            throw Problem.invalid("Marker %s could not be found.".formatted(query.marker().get()));
        }
        return records.list(query);
    }

    /// Stops it; the guest stays where it is.
    public void abort(Caller caller, RequestId request, UUID id, long number) throws InterruptedException {
        var migration = running(caller, id, number, "aborted");
        log.during(servers.find(caller, id), "live_migration_cancel", caller, request,
                () -> jobs.cancel(migration.id()));
    }

    /// Has it switch over now, however long the guest then stands still.
    public void forceComplete(Caller caller, RequestId request, UUID id, long number) throws InterruptedException {
        var migration = running(caller, id, number, "forced to complete");
        log.during(servers.find(caller, id), "live_migration_force_complete", caller, request,
                () -> control.forceComplete(migration.id()));
    }

    private ServerMigration running(Caller caller, UUID server, long number, String what)
            throws InterruptedException {
        var known = known(caller, server, number);
        if (known.phase().ended()) {
            throw Problem.invalid("Migration %d of instance %s is %s and cannot be %s.".formatted(number, server,
                    known.phase().word(), what));
        }
        return known;
    }

    /// Writes down how far those are that were under way.
    void settle() throws InterruptedException {
        for (var before : records.open()) {
            var now = view.look(before);
            if (!now.equals(before)) {
                records.save(now);
            }
        }
    }
}
