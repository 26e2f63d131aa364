package io.gantry.baremetal;

import static io.gantry.baremetal.ProvisionState.*;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What somebody asks of a node, by the targets that Ironic's clients send, and from where it can be asked.
public enum Verb {
    /// Check that its controller answers, or take it back from those that are offered.
    MANAGE("manage", "manage", MANAGEABLE),
    /// Clean it and offer it.
    PROVIDE("provide", "provide", AVAILABLE),
    /// Look at it.
    INSPECT("inspect", "inspect", MANAGEABLE),
    /// Run these steps on it.
    CLEAN("clean", "clean", MANAGEABLE),
    /// Take over what it runs.
    ADOPT("adopt", "adopt", ACTIVE),
    /// Put its image on it.
    DEPLOY("active", "deploy", ACTIVE),
    /// Put its image on it once more.
    REBUILD("rebuild", "rebuild", ACTIVE),
    /// Take off what is on it, and clean it.
    DELETE("deleted", "undeploy", AVAILABLE),
    /// Start it from the rescue ramdisk.
    RESCUE("rescue", "rescue", ProvisionState.RESCUE),
    /// Start it from its image again.
    UNRESCUE("unrescue", "unrescue", ACTIVE),
    /// Run these steps on it while it keeps its image.
    SERVICE("service", "service", ACTIVE),
    /// Stop what waits for its agent or for [#UNHOLD].
    ABORT("abort", "abort", ACTIVE),
    /// Go on with what was held.
    UNHOLD("unhold", "unhold", ACTIVE);

    private static final Map<Verb, Set<ProvisionState>> FROM = Map.ofEntries(
            Map.entry(MANAGE, Set.of(ENROLL, AVAILABLE, CLEAN_FAILED, INSPECT_FAILED, ADOPT_FAILED, DEPLOY_FAILED)),
            Map.entry(PROVIDE, Set.of(MANAGEABLE)), Map.entry(INSPECT, Set.of(MANAGEABLE, INSPECT_FAILED)),
            Map.entry(CLEAN, Set.of(MANAGEABLE)), Map.entry(ADOPT, Set.of(MANAGEABLE, ADOPT_FAILED)),
            Map.entry(DEPLOY, Set.of(AVAILABLE, DEPLOY_FAILED)),
            Map.entry(REBUILD, Set.of(ACTIVE, DEPLOY_FAILED, ERROR)),
            Map.entry(DELETE,
                    Set.of(ACTIVE, DEPLOY_FAILED, DEPLOY_WAIT, ERROR, ProvisionState.RESCUE, RESCUE_FAILED, RESCUE_WAIT,
                            UNRESCUE_FAILED, SERVICE_FAILED, SERVICE_WAIT)),
            Map.entry(RESCUE,
                    Set.of(ACTIVE, ProvisionState.RESCUE, RESCUE_FAILED, UNRESCUE_FAILED, SERVICE_FAILED)),
            Map.entry(UNRESCUE, Set.of(ProvisionState.RESCUE, RESCUE_FAILED, UNRESCUE_FAILED)),
            Map.entry(SERVICE, Set.of(ACTIVE, SERVICE_FAILED)),
            Map.entry(ABORT,
                    Set.of(CLEAN_WAIT, CLEAN_HOLD, INSPECT_WAIT, DEPLOY_WAIT, DEPLOY_HOLD, RESCUE_WAIT, SERVICE_WAIT,
                            SERVICE_HOLD, SERVICE_FAILED)),
            Map.entry(UNHOLD, Set.of(CLEAN_HOLD, DEPLOY_HOLD, SERVICE_HOLD)));

    private final String word;
    private final String other;
    private final ProvisionState target;

    Verb(String word, String other, ProvisionState target) {
        this.word = word;
        this.other = other;
        this.target = target;
    }

    /// The word that we write; some have another, which is understood as well.
    public String word() {
        return word;
    }

    /// Where the node is to get.
    public ProvisionState target() {
        return target;
    }

    /// Whether it can be asked of a node in that state.
    public boolean allowed(ProvisionState state) {
        return FROM.getOrDefault(this, Set.of()).contains(state);
    }

    /// The verb of that target.
    ///
    /// @throws Problem INVALID if there is none
    public static Verb of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.word.equals(word) || verb.other.equals(word))
                .findAny()
                .orElseThrow(() -> Problem.invalid("There is no provision target '%s'%s.".formatted(JsonBody.cut(word),
                        Suggestion.text(word, Arrays.stream(values()).map(Verb::word).toList()))));
    }

    /// What can be asked of a node in that state, for messages.
    public static List<String> possible(ProvisionState state) {
        return Arrays.stream(values()).filter(verb -> verb.allowed(state)).map(Verb::word).toList();
    }
}
