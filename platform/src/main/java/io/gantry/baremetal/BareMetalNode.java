package io.gantry.baremetal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A bare metal node and what became of it.
///
/// @param name unique in Gantry
/// @param hardware the hardware driver instance that drives its controller
/// @param deployInterface [#AUTODETECT] or a deploy interface instance
/// @param traits what deploy interfaces may look at
/// @param properties what its drivers need to know
/// @param image that is on it, or that a job was to put on it
/// @param chosen the deploy interface that was used last
/// @param verdicts of the last choice
/// @param reason why it is in this state, if somebody may ask
/// @param job that works on it, or worked on it last
public record BareMetalNode(String name, String hardware, String deployInterface, Set<String> traits,
        Map<String, String> properties, State state, Optional<String> image, Optional<String> chosen,
        List<Verdict> verdicts, Optional<String> reason, Optional<UUID> job, Instant created) {
    /// The choice is made at each deploy.
    public static final String AUTODETECT = "autodetect";

    /// Where a node stands.
    public enum State {
        /// Nothing is on it.
        AVAILABLE,
        /// A job puts an image on it.
        DEPLOYING,
        /// The image is on it and was read back.
        ACTIVE,
        /// The last job failed; deploy or undeploy it.
        DEPLOY_FAILED,
        /// A job takes the image off.
        UNDEPLOYING;

        /// Whether a job works on it now.
        public boolean busy() {
            return this == DEPLOYING || this == UNDEPLOYING;
        }

        /// As the API writes it: `deploy-failed`.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
