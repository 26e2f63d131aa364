package io.gantry.baremetal;

import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a node stands, by the names that Ironic's clients know.
public enum ProvisionState {
    /// Written down, and no more.
    ENROLL,
    /// Its controller is asked whether it answers.
    VERIFYING,
    /// Its controller answers; nobody can have it.
    MANAGEABLE,
    /// It is cleaned, for the next tenant or as somebody asked.
    CLEANING,
    /// Its agent is awaited, which is to clean it.
    CLEAN_WAIT("clean wait"),
    /// Its cleaning waits for [Verb#UNHOLD].
    CLEAN_HOLD("clean hold"),
    /// Its cleaning failed: nobody can have it until it succeeds.
    CLEAN_FAILED("clean failed"),
    /// It is looked at.
    INSPECTING,
    /// Its agent is awaited, which is to look at it.
    INSPECT_WAIT("inspect wait"),
    /// It could not be looked at.
    INSPECT_FAILED("inspect failed"),
    /// What it runs already is taken over.
    ADOPTING,
    /// What it runs could not be taken over.
    ADOPT_FAILED("adopt failed"),
    /// Clean, and offered.
    AVAILABLE,
    /// An image is put on it.
    DEPLOYING,
    /// Its agent is awaited, which is to write the image.
    DEPLOY_WAIT("wait call-back"),
    /// Its deployment waits for [Verb#UNHOLD].
    DEPLOY_HOLD("deploy hold"),
    /// No image could be put on it.
    DEPLOY_FAILED("deploy failed"),
    /// It runs its image.
    ACTIVE,
    /// What is on it is taken off.
    DELETING,
    /// What is on it could not be taken off.
    ERROR,
    /// It is started from the rescue ramdisk.
    RESCUING,
    /// The agent of the rescue ramdisk is awaited.
    RESCUE_WAIT("rescue wait"),
    /// It could not be started from the rescue ramdisk.
    RESCUE_FAILED("rescue failed"),
    /// It runs the rescue ramdisk.
    RESCUE,
    /// It is started from its image again.
    UNRESCUING,
    /// It could not be started from its image again.
    UNRESCUE_FAILED("unrescue failed"),
    /// Steps are run on it that change what it runs on.
    SERVICING,
    /// Its agent is awaited, which is to run these steps.
    SERVICE_WAIT("service wait"),
    /// Its service waits for [Verb#UNHOLD].
    SERVICE_HOLD("service hold"),
    /// A step of its service failed.
    SERVICE_FAILED("service failed");

    /// In which a node stays until somebody asks for something.
    private static final Set<ProvisionState> AT_REST = Set.of(ENROLL, MANAGEABLE, AVAILABLE, ACTIVE, ERROR, RESCUE,
            CLEAN_FAILED, INSPECT_FAILED, ADOPT_FAILED, DEPLOY_FAILED, RESCUE_FAILED, UNRESCUE_FAILED, SERVICE_FAILED);

    private final String word;

    ProvisionState() {
        this.word = name().toLowerCase(Locale.ROOT);
    }

    ProvisionState(String word) {
        this.word = word;
    }

    /// As the API writes it.
    public String word() {
        return word;
    }

    /// Whether no job works on it.
    public boolean atRest() {
        return AT_REST.contains(this);
    }

    /// Whether the last thing that was asked for failed.
    public boolean failed() {
        return this == ERROR || word.endsWith("failed");
    }

    /// Whether a node in it waits for its agent.
    public boolean waits() {
        return word.endsWith("wait") || this == DEPLOY_WAIT;
    }

    /// The state of that word.
    ///
    /// @throws Problem INVALID if there is none
    public static ProvisionState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word.equals(word))
                .findAny()
                .orElseThrow(() -> Problem
                        .invalid("There is no provision state '%s'%s.".formatted(JsonBody.cut(word),
                                Suggestion.text(word, words()))));
    }

    private static List<String> words() {
        return Arrays.stream(values()).map(ProvisionState::word).toList();
    }
}
