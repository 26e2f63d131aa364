package io.gantry.compute;

import io.gantry.base.Problem;
import java.time.Duration;
import java.util.Optional;

/// How a guest is moved: what was asked for, and the operator's choice where nothing was. [MigrationWish] puts it together.
///
/// @param target the hypervisor instance it shall run on
/// @param strategy the transfer strategy to use; empty for the first that fits
/// @param connections how many to use, 1 to 16; 0 leaves it to the strategy
/// @param bytesPerSecond at most this much over all connections; 0 sets no limit
/// @param downtime how long the guest may stand still
/// @param prove whether the memory at both ends is compared before the guest runs at the target
/// @param patience how it is waited for
public record Migration(String target, Optional<String> strategy, int connections, long bytesPerSecond,
        Duration downtime, OnNoConvergence onNoConvergence, boolean prove, Patience patience) {
    /// How long a guest may stand still if nothing is said.
    public static final Duration DOWNTIME = Duration.ofMillis(300);

    private static final Duration LONGEST_DOWNTIME = Duration.ofMinutes(10);
    private static final int MOST_CONNECTIONS = 16;

    /// @throws Problem INVALID that names the member and what it may be
    public Migration {
        if (target.isEmpty()) {
            throw Problem.invalid("target: names no hypervisor instance; GET /gantry/v1/instances lists them");
        }
        if (connections < 0 || connections > MOST_CONNECTIONS) {
            throw Problem.invalid("connections: " + connections + " is not between 1 and " + MOST_CONNECTIONS
                    + "; 0 leaves it to the strategy");
        }
        if (bytesPerSecond < 0) {
            throw Problem.invalid("bytes_per_second: " + bytesPerSecond + " is negative; 0 sets no limit");
        }
        if (downtime.toMillis() < 1 || downtime.compareTo(LONGEST_DOWNTIME) > 0) {
            throw Problem.invalid("downtime_ms: " + downtime.toMillis() + " is not between 1 and "
                    + LONGEST_DOWNTIME.toMillis());
        }
    }

    /// With the usual patience.
    public Migration(String target, Optional<String> strategy, int connections, long bytesPerSecond, Duration downtime,
            OnNoConvergence onNoConvergence, boolean prove) {
        this(target, strategy, connections, bytesPerSecond, downtime, onNoConvergence, prove, Patience.USUAL);
    }
}
