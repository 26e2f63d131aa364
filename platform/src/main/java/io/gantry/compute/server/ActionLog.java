package io.gantry.compute.server;

import io.gantry.api.DriverException;
import io.gantry.base.Problem;
import io.gantry.base.RequestId;
import io.gantry.identity.Caller;
import io.gantry.job.Job;
import io.gantry.job.Job.StepState;
import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What was done to servers, when, by whom, and what came of it.
@Singleton
public final class ActionLog {
    private final ActionRecords records;
    private final Servers servers;
    private final Jobs jobs;

    ActionLog(ActionRecords records, Servers servers, Jobs jobs) {
        this.records = records;
        this.servers = servers;
        this.jobs = jobs;
    }

    /// A part of an action.
    ///
    /// @param failed whether it did not come off; `reason` then says why
    public record Event(String name, Instant started, Optional<Instant> ended, boolean failed,
            Optional<String> reason) {}

    /// What is done while that is written down.
    interface Work {
        void run() throws InterruptedException;
    }

    void during(Server server, String action, Caller caller, RequestId request, Work work)
            throws InterruptedException {
        var number = records.add(new NewAction(server.id(), action, request.text(), caller.user(), server.project(),
                Optional.empty(), servers.now()));
        var reason = Optional.of("it was interrupted");
        try {
            work.run();
            reason = Optional.empty();
        } catch (DriverException e) {
            reason = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        } catch (Problem e) {
            reason = Optional.of(e.detail());
            throw e;
        } finally {
            records.ended(number, servers.now(), reason);
        }
    }

    /// What a job does to a server.
    void byJob(Server server, String action, Caller caller, RequestId request, UUID job) {
        records.add(new NewAction(server.id(), action, request.text(), caller.user(), server.project(),
                Optional.of(job), servers.now()));
    }

    /// Newest first.
    ///
    /// @param marker the request that began the last one that was seen
    public List<ServerAction> list(Caller caller, UUID server, Optional<Instant> since, Optional<Instant> until,
            Optional<String> marker, int limit) {
        servers.ever(caller, server);
        settle();
        var before = marker.map(request -> known(server, request)
                .orElseThrow(() -> Problem.invalid("The marker is the request of no action of this server."))
                .number()).orElse(Long.MAX_VALUE);
        return records.list(server, since, until, before, limit);
    }

    /// @throws Problem NOT_FOUND
    public ServerAction find(Caller caller, UUID server, String request) {
        servers.ever(caller, server);
        settle();
        return known(server, request)
                .orElseThrow(() -> Problem.notFound("Action for request_id %s on instance %s not found".formatted(
                        io.gantry.base.JsonBody.cut(request), server)));
    }

    /// What no request can be called is not looked for.
    private Optional<ServerAction> known(UUID server, String request) {
        return request.matches("[A-Za-z0-9-]{1,64}") ? records.find(server, request) : Optional.empty();
    }

    /// Why it failed, or why it takes so long.
    public Optional<String> reason(ServerAction action) {
        return action.reason().or(() -> action.job().flatMap(jobs::find).flatMap(Job::reason));
    }

    /// The steps of its job while that is known; else the whole of it.
    public List<Event> events(ServerAction action) {
        return action.job()
                .flatMap(jobs::find)
                .map(ActionLog::events)
                .orElseGet(() -> List.of(new Event("compute_" + action.name(), action.started(), action.ended(),
                        action.reason().isPresent(), action.reason())));
    }

    /// Where a job did not come off, the last step that it began is the one that failed; what was undone afterwards had come off.
    private static List<Event> events(Job job) {
        var begun = job.steps().stream().filter(step -> step.started().isPresent()).toList();
        var off = job.state() == Job.State.FAILED || job.state() == Job.State.CANCELLED
                || job.state() == Job.State.ROLLING_BACK;
        return begun.stream()
                .map(step -> event(step, off && step.equals(begun.getLast()) ? job.reason() : Optional.empty()))
                .toList();
    }

    private static Event event(StepState step, Optional<String> reason) {
        return new Event("compute_" + step.name().replace('-', '_'), step.started().orElseThrow(), step.ended(),
                reason.isPresent(), reason);
    }

    /// Writes down what became of those whose job has ended since.
    void settle() {
        for (var action : records.open()) {
            var job = jobs.find(action.job().orElseThrow());
            if (job.isEmpty() || job.get().state().ended()) {
                var reason = job.filter(one -> one.state() != Job.State.DONE)
                        .map(one -> one.reason().orElse("it was cancelled"));
                records.ended(action.number(), job.map(Job::updated).orElseGet(servers::now), reason);
            }
        }
    }
}
