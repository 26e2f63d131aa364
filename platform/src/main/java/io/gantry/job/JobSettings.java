package io.gantry.job;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/// How jobs are run.
///
/// @param concurrency how many run at once
/// @param attempts how often a step is begun that fails as BUSY, UNREACHABLE or UNAVAILABLE, before the job is rolled back
/// @param firstPause before the second attempt; each further pause is twice as long
/// @param longestPause which no pause exceeds
/// @param poll how often to look for jobs that nobody announced
/// @param retention how long jobs that have ended are kept
@ConfigurationProperties("gantry.jobs")
record JobSettings(@Bindable(defaultValue = "64") int concurrency, @Bindable(defaultValue = "6") int attempts,
        @Bindable(defaultValue = "1s") Duration firstPause, @Bindable(defaultValue = "30s") Duration longestPause,
        @Bindable(defaultValue = "1s") Duration poll, @Bindable(defaultValue = "30d") Duration retention) {
    /// The pause after that many failures in a row.
    Duration pause(int failures) {
        var pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 30));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
