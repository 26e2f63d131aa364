package io.gantry.baremetal;

import static io.gantry.baremetal.ProvisionState.*;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.Jobs;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Takes what people ask of nodes, and submits the jobs that do it.
@Singleton
public class Provisioning {
    private static final Set<Verb> NOT_IN_MAINTENANCE = Set.of(Verb.PROVIDE, Verb.CLEAN, Verb.DEPLOY, Verb.REBUILD,
            Verb.RESCUE, Verb.UNRESCUE, Verb.SERVICE);

    private final Nodes nodes;
    private final NodeRecords records;
    private final Transitions transitions;
    private final Recipes recipes;
    private final Jobs jobs;

    Provisioning(Nodes nodes, NodeRecords records, Transitions transitions, Recipes recipes, Jobs jobs) {
        this.nodes = nodes;
        this.records = records;
        this.transitions = transitions;
        this.recipes = recipes;
        this.jobs = jobs;
    }

    /// Asks something of a node.
    ///
    /// @param given what `instance_info` is to hold for it besides: `configdrive`, `rescue_password`; kept as secrets
    /// @param steps to be run besides
    /// @param agent whether the agent of the node's ramdisk may be started for the steps
    public void ask(UUID id, Verb verb, ObjectNode given, List<NodeStep> steps, boolean agent)
            throws InterruptedException {
        var node = nodes.find(id);
        if (!verb.allowed(node.state())) {
            throw Refusals.notNow(node, verb);
        }
        if (NOT_IN_MAINTENANCE.contains(verb) && node.fields().flag(NodeField.MAINTENANCE)) {
            throw Refusals.inMaintenance(node, verb);
        }
        if ((verb == Verb.DELETE || verb == Verb.REBUILD) && node.fields().flag(NodeField.PROTECTED)) {
            throw Refusals.isProtected(node, verb);
        }
        if (!given.isEmpty()) {
            nodes.update(id, fields -> {
                fields.withObject("/" + NodeField.INSTANCE_INFO.word()).setAll(given);
                return fields;
            });
        }
        switch (verb) {
            case ABORT -> abort(node);
            case UNHOLD -> transitions.unhold(id);
            case MANAGE -> manage(node);
            case DELETE -> delete(node);
            case DEPLOY, REBUILD -> submit(new Order(id, verb, recipes.deployment(node, steps), agent), DEPLOYING);
            default -> submit(new Order(id, verb, steps, agent), begun(verb));
        }
    }

    private void manage(BareMetalNode node) {
        if (node.state() == ENROLL) {
            submit(new Order(node.id(), Verb.MANAGE, List.of(), true), VERIFYING);
            return;
        }
        var after = transitions.begin(node.id(), Verb.MANAGE, MANAGEABLE);
        if (after.standing().fault().isPresent()) {
            nodes.maintenance(node.id(), false, Optional.empty()); // which Gantry itself had put it into
        }
        transitions.tell(after, "INFO", "taken back from " + node.state().word());
    }

    /// What waits for its agent has a job, which is told to stop; when it has, it deletes.
    private void delete(BareMetalNode node) {
        if (node.state().waits()) {
            records.change(node.id(),
                    now -> now.with(now.standing().internal(Ended.NEXT, Optional.of(Verb.DELETE.word()))));
            abort(node);
            return;
        }
        submit(new Order(node.id(), Verb.DELETE, List.of(), true), DELETING);
    }

    private void abort(BareMetalNode node) {
        if (node.state() == SERVICE_FAILED) {
            transitions.begin(node.id(), Verb.ABORT, ACTIVE);
            return;
        }
        jobs.cancel(node.standing().job().orElseThrow(() -> Refusals.notNow(node, Verb.ABORT)));
    }

    /// Takes the node and submits the job, or neither.
    @Transactional
    Job submit(Order order, ProvisionState state) {
        var node = transitions.begin(order.node(), order.verb(), state);
        var job = jobs.submit(kind(order.verb()), node.id().toString(), order);
        transitions.assign(node.id(), job);
        return job;
    }

    /// Where a node is while the job works on it.
    private static ProvisionState begun(Verb verb) {
        return switch (verb) {
            case PROVIDE, CLEAN -> CLEANING;
            case INSPECT -> INSPECTING;
            case ADOPT -> ADOPTING;
            case RESCUE -> RESCUING;
            case UNRESCUE -> UNRESCUING;
            case SERVICE -> SERVICING;
            case DEPLOY, REBUILD, MANAGE, DELETE, ABORT, UNHOLD ->
                throw new Problem(Problem.Kind.INVALID, verb.word() + " begins elsewhere");
        };
    }

    private static String kind(Verb verb) {
        return switch (verb) {
            case MANAGE, ADOPT -> VerifySaga.KIND;
            case PROVIDE, CLEAN -> CleanSaga.KIND;
            case INSPECT -> InspectSaga.KIND;
            case DEPLOY, REBUILD -> DeploySaga.KIND;
            case DELETE -> DeleteSaga.KIND;
            case RESCUE -> RescueSaga.KIND;
            case UNRESCUE -> UnrescueSaga.KIND;
            case SERVICE -> ServiceSaga.KIND;
            case ABORT, UNHOLD -> throw new Problem(Problem.Kind.INVALID, verb.word() + " is no job");
        };
    }
}
