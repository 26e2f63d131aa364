package io.gantry.compute;

import io.gantry.base.Problem;
import java.time.Duration;

/// How a migration is waited for. All times are for each GiB that has to be copied, so that a large guest is given more of it.
///
/// @param downtimeSteps in how many steps the downtime that is allowed grows from its first part to the whole limit
/// @param downtimeDelay how long each step lasts; zero allows the whole limit from the beginning
/// @param completionTimeout how long copying may take; zero for as long as it wants
/// @param onTimeout what happens then
public record Patience(int downtimeSteps, Duration downtimeDelay, Duration completionTimeout, OnTimeout onTimeout) {
    private static final int FEWEST_STEPS = 3;
    private static final int MOST_STEPS = 1000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /// If nothing is said.
    public static final Patience USUAL = new Patience(10, Duration.ofSeconds(75), Duration.ofSeconds(800),
            OnTimeout.ABORT);

    /// @throws Problem INVALID that names the member and what it may be
    public Patience {
        if (downtimeSteps < FEWEST_STEPS || downtimeSteps > MOST_STEPS) {
            throw Problem.invalid(
                    "downtime_steps: " + downtimeSteps + " is not between " + FEWEST_STEPS + " and " + MOST_STEPS);
        }
        check("downtime_delay_s", downtimeDelay);
        check("completion_timeout_s", completionTimeout);
    }

    private static void check(String member, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw Problem.invalid(member + ": " + time.toSeconds() + " is not between 0 and " + LONGEST.toSeconds());
        }
    }
}
