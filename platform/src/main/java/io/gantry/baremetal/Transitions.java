package io.gantry.baremetal;

import static io.gantry.baremetal.ProvisionState.*;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.gantry.job.Run;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/// The one place where a node's provision state changes; what a job says of a node that is no longer its own is not heard.
@Singleton
class Transitions {
    private static final Map<ProvisionState, ProvisionState> WAIT = Map.of(CLEANING, CLEAN_WAIT, DEPLOYING, DEPLOY_WAIT,
            INSPECTING, INSPECT_WAIT, RESCUING, RESCUE_WAIT, SERVICING, SERVICE_WAIT);
    private static final Map<ProvisionState, ProvisionState> GO_ON = Map.of(CLEAN_WAIT, CLEANING, DEPLOY_WAIT,
            DEPLOYING,
            INSPECT_WAIT, INSPECTING, RESCUE_WAIT, RESCUING, SERVICE_WAIT, SERVICING);
    private static final Map<ProvisionState, ProvisionState> HOLD = Map.of(CLEANING, CLEAN_HOLD, DEPLOYING, DEPLOY_HOLD,
            SERVICING, SERVICE_HOLD);
    private static final Map<ProvisionState, ProvisionState> UNHOLD = Map.of(CLEAN_HOLD, CLEANING, DEPLOY_HOLD,
            DEPLOYING, SERVICE_HOLD, SERVICING);

    private final NodeRecords records;
    private final BeanProvider<Jobs> jobs;
    private final InstantSource clock;

    Transitions(NodeRecords records, BeanProvider<Jobs> jobs, InstantSource clock) {
        this.records = records;
        this.jobs = jobs;
        this.clock = clock;
    }

    /// Takes the node for a verb.
    ///
    /// @throws Problem CONFLICT or INVALID if it is not where that can be asked for
    BareMetalNode begin(UUID id, Verb verb, ProvisionState next) {
        return records.change(id, node -> {
            if (!verb.allowed(node.state())) {
                throw Refusals.notNow(node, verb);
            }
            return node.with(node.standing().at(next, Optional.of(verb.target()), now()).error(Optional.empty()));
        });
    }

    /// Says which job has it.
    void assign(UUID id, Job job) {
        records.change(id, node -> node.with(node.standing().job(job.id())));
    }

    /// The node waits for its agent.
    void waits(Run run) {
        shift(run, WAIT);
    }

    /// Its agent has answered.
    void goesOn(Run run) {
        shift(run, GO_ON);
    }

    /// The node waits for somebody to say that it may go on.
    void holds(Run run) {
        shift(run, HOLD);
    }

    /// Somebody said so.
    void unhold(UUID id) {
        records.change(id, node -> {
            var next = Optional.ofNullable(UNHOLD.get(node.state()))
                    .orElseThrow(() -> Refusals.notNow(node, Verb.UNHOLD));
            return node.with(node.standing().at(next, node.standing().target(), now()));
        });
    }

    private void shift(Run run, Map<ProvisionState, ProvisionState> way) {
        change(run, node -> Optional.ofNullable(way.get(node.state()))
                .map(next -> node.with(node.standing().at(next, node.standing().target(), now())))
                .orElse(node));
    }

    /// The job goes on in another state: from deleting to cleaning.
    void pass(Run run, ProvisionState next) {
        change(run, node -> node.with(node.standing().at(next, node.standing().target(), now())));
    }

    /// Writes down when something happened.
    void time(Run run, String what) {
        change(run, node -> node.with(node.standing()
                .internal(what, Optional.of(now().truncatedTo(ChronoUnit.SECONDS).toString()))));
    }

    /// Writes something else down, if the node is still the job's.
    BareMetalNode change(Run run, UnaryOperator<BareMetalNode> change) {
        return records.change(node(run), node -> run.id().equals(node.standing().job().orElse(null))
                ? change.apply(node)
                : node);
    }

    /// How a job left its node.
    void end(Run run, ProvisionState state) {
        // Of a node whose controller does not answer nothing is known yet, so it has no failed state of its own.
        var failed = state.failed() || state == ENROLL;
        var reason = failed ? Optional.of(reason(run)) : Optional.<String>empty();
        var after = change(run, node -> node.with(node.standing().at(state, Optional.empty(), now()).error(reason)));
        if (after.state() == state) {
            tell(after, reason.isEmpty() ? "INFO" : "ERROR", reason.orElse("reached " + state.word()));
        }
    }

    /// Adds to what happened to the node.
    void tell(BareMetalNode node, String severity, String text) {
        records.tell(new NodeEvent(UUID.randomUUID(), node.id(), severity, "provisioning", text, Optional.empty(),
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /// Why it failed.
    String reason(Run run) {
        var reason = jobs.get().find(run.id()).flatMap(Job::reason).orElse("job " + run.id() + " was stopped");
        return run.kept(Undo.REMAINS, String.class).map(remains -> reason + "; not undone: " + remains).orElse(reason);
    }

    static UUID node(Run run) {
        return UUID.fromString(run.subject());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
