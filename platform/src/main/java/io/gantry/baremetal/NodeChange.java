package io.gantry.baremetal;

import static io.gantry.baremetal.ProvisionState.*;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gantry.base.Problem;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// What somebody wants to say of a node, and whether it can be said now.
///
/// @param before the node as it is
/// @param wanted its fields as they are to be
record NodeChange(BareMetalNode before, Fields wanted) {
    static final JsonNode TRUE = JsonNodeFactory.instance.booleanNode(true);

    private static final int LONGEST = 4096;
    private static final Set<ProvisionState> FREE = Set.of(ENROLL, MANAGEABLE, AVAILABLE, INSPECTING, INSPECT_WAIT,
            INSPECT_FAILED, CLEAN_FAILED, ADOPT_FAILED, VERIFYING);
    private static final Set<ProvisionState> DELETABLE = Set.of(ENROLL, MANAGEABLE, AVAILABLE, ADOPT_FAILED);
    private static final Set<ProvisionState> IN_USE = Set.of(ACTIVE, ProvisionState.RESCUE, RESCUE_FAILED,
            UNRESCUE_FAILED, SERVICE_FAILED, DEPLOY_FAILED, ERROR);

    static JsonNode text(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    /// Who says that a node is protected or retired no more need not take back the reason.
    static Fields settled(Fields before, Fields wanted) {
        return over(NodeField.RETIRED, NodeField.RETIRED_REASON, before,
                over(NodeField.PROTECTED, NodeField.PROTECTED_REASON, before, wanted));
    }

    private static Fields over(NodeField flag, NodeField reason, Fields before, Fields wanted) {
        return before.flag(flag) && !wanted.flag(flag) && before.text(reason).equals(wanted.text(reason))
                ? wanted.with(reason, Optional.empty())
                : wanted;
    }

    /// As much as a field for long texts takes.
    static String cut(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST));
    }

    void check() {
        refuseWhileBusy(before);
        refuseInUse();
        if (changed(NodeField.PROTECTED) && wanted.flag(NodeField.PROTECTED) && !IN_USE.contains(before.state())) {
            throw Problem.conflict("Node %s is %s; only one that is in use can be protected.".formatted(before.label(),
                    before.state().word()));
        }
        if (changed(NodeField.RETIRED) && wanted.flag(NodeField.RETIRED) && before.state() == AVAILABLE) {
            throw Problem.conflict("Node %s is available and cannot be retired so; take it back with `manage` first."
                    .formatted(before.label()));
        }
        if (wanted.text(NodeField.PARENT_NODE).filter(before.id().toString()::equalsIgnoreCase).isPresent()) {
            throw Problem.invalid("Node %s cannot be its own parent.".formatted(before.label()));
        }
        reasonNeeds(NodeField.PROTECTED_REASON, NodeField.PROTECTED);
        reasonNeeds(NodeField.RETIRED_REASON, NodeField.RETIRED);
        Names.checkTraits(wanted.instanceTraits());
    }

    private void refuseInUse() {
        var fixed = Arrays.stream(NodeField.values())
                .filter(field -> field == NodeField.DRIVER || field == NodeField.RESOURCE_CLASS
                        || (field.isInterface() && field != NodeField.DEPLOY_INTERFACE))
                .filter(this::changed)
                .findFirst();
        if (fixed.isPresent() && !FREE.contains(before.state())) {
            throw Problem.conflict("'%s' of node %s cannot be changed while it is %s.".formatted(fixed.get().word(),
                    before.label(), before.state().word()));
        }
        if (changed(NodeField.INSTANCE_UUID) && before.fields().id(NodeField.INSTANCE_UUID).isPresent()
                && wanted.id(NodeField.INSTANCE_UUID).isPresent()) {
            throw Problem.conflict("Node %s is already associated with instance %s.".formatted(before.label(),
                    before.fields().text(NodeField.INSTANCE_UUID).orElse("")));
        }
    }

    private void reasonNeeds(NodeField reason, NodeField flag) {
        if (wanted.text(reason).isPresent() && !wanted.flag(flag)) {
            throw Problem.invalid("'%s' can be said only of a node that is %s.".formatted(reason.word(), flag.word()));
        }
    }

    private boolean changed(NodeField field) {
        return !before.fields().json().path(field.word()).equals(wanted.json().path(field.word()));
    }

    /// @throws Problem CONFLICT while a job may be reading what is to be changed
    static void refuseWhileBusy(BareMetalNode node) {
        if (!node.state().atRest() && !FREE.contains(node.state())) {
            throw Problem.conflict("Node %s can not be updated while a state transition is in progress: it is %s."
                    .formatted(node.label(), node.state().word()));
        }
    }

    /// @throws Problem if somebody would miss it
    static void refuseDeletion(BareMetalNode node) {
        var maintenance = node.fields().flag(NodeField.MAINTENANCE);
        if (node.fields().flag(NodeField.PROTECTED)) {
            throw new Problem(Problem.Kind.FORBIDDEN,
                    "Node %s is protected; take that back before you delete it.".formatted(node.label()));
        }
        if (node.fields().id(NodeField.INSTANCE_UUID).isPresent() && !maintenance) {
            throw Problem.conflict("Node %s is associated with instance %s.".formatted(node.label(),
                    node.fields().text(NodeField.INSTANCE_UUID).orElse("")));
        }
        if (!node.state().atRest() || (!maintenance && !DELETABLE.contains(node.state()))) {
            throw Problem.conflict(
                    "Can not delete node %s while it is %s; it must be in one of the states enroll, manageable, available and adopt failed, or in maintenance and at rest."
                            .formatted(node.label(), node.state().word()));
        }
    }
}
