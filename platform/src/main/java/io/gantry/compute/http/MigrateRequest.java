package io.gantry.compute.http;

import static io.gantry.compute.http.GuestRequest.present;

import io.gantry.base.Problem;
import io.gantry.compute.Migration;
import io.gantry.compute.OnNoConvergence;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The body that asks for a migration.
record MigrateRequest(@Nullable String target, @Nullable String strategy, @Nullable Integer connections,
        @Nullable Long bytesPerSecond, @Nullable Long downtimeMs, @Nullable String onNoConvergence,
        @Nullable Boolean prove) {
    Migration migration() {
        return new Migration(present("target", target), Optional.ofNullable(strategy),
                connections == null ? 0 : connections, bytesPerSecond == null ? 0 : bytesPerSecond,
                downtimeMs == null ? Migration.DOWNTIME : Duration.ofMillis(downtimeMs),
                onNoConvergence == null ? OnNoConvergence.THROTTLE : choice(onNoConvergence),
                prove != null && prove);
    }

    private static OnNoConvergence choice(String word) {
        return Stream.of(OnNoConvergence.values())
                .filter(choice -> choice.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("on_no_convergence: is none of throttle, switch-over and abort"));
    }
}
