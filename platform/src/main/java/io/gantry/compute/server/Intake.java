package io.gantry.compute.server;

import io.gantry.base.RequestId;
import io.gantry.identity.Caller;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes down what is to happen to servers and hands in the jobs for it, all of it or nothing.
@Singleton
class Intake {
    private final ServerRecords records;
    private final ActionRecords actions;
    private final Jobs jobs;

    Intake(ServerRecords records, ActionRecords actions, Jobs jobs) {
        this.records = records;
        this.actions = actions;
        this.jobs = jobs;
    }

    @Transactional
    void create(List<Server> servers, Optional<String> host, Caller caller, RequestId request) {
        for (var server : servers) {
            records.add(server);
            var job = jobs.submit(CreateSaga.KIND, server.guest(), new CreateJob(server.id(), host));
            records.job(server.id(), job.id());
            actions.add(new NewAction(server.id(), "create", request.text(), caller.user(), server.project(),
                    Optional.of(job.id()), server.created()));
        }
    }

    @Transactional
    void delete(Server server, Caller caller, RequestId request, Instant now) {
        if (records.deleting(server.id(), now)) {
            var job = jobs.submit(DeleteSaga.KIND, server.guest(), new DeleteJob(server.id(), server.job()));
            records.job(server.id(), job.id());
            actions.add(new NewAction(server.id(), "delete", request.text(), caller.user(), server.project(),
                    Optional.of(job.id()), now));
        }
    }
}
