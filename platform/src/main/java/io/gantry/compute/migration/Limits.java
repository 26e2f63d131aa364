package io.gantry.compute.migration;

import io.gantry.compute.OnNoConvergence;
import java.time.Duration;

/// What a migration may cost.
///
/// @param downtime how long the guest may stand still
/// @param onNoConvergence what to do when that cannot be kept
/// @param rounds how many rounds to copy at most while the guest runs
/// @param time how long to copy at most while the guest runs
record Limits(Duration downtime, OnNoConvergence onNoConvergence, int rounds, Duration time) {
    private static final int ROUNDS = 60;
    private static final Duration TIME = Duration.ofHours(2);

    static Limits of(Duration downtime, OnNoConvergence onNoConvergence) {
        return new Limits(downtime, onNoConvergence, ROUNDS, TIME);
    }
}
