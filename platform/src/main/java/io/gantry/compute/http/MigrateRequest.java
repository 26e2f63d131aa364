package io.gantry.compute.http;

import static io.gantry.compute.http.GuestRequest.present;

import io.gantry.base.Problem;
import io.gantry.compute.MigrationWish;
import io.gantry.compute.OnNoConvergence;
import io.gantry.compute.OnTimeout;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The body that asks for a migration. What it leaves out is the guest's choice, and then the operator's.
record MigrateRequest(@Nullable String target, @Nullable String strategy, @Nullable Integer connections,
        @Nullable Long bytesPerSecond, @Nullable Long downtimeMs, @Nullable String onNoConvergence,
        @Nullable Boolean prove, @Nullable Integer downtimeSteps, @Nullable Long downtimeDelayS,
        @Nullable Long completionTimeoutS, @Nullable String onTimeout) {
    MigrationWish migration() {
        return new MigrationWish(present("target", target), Optional.ofNullable(strategy),
                Optional.ofNullable(connections), Optional.ofNullable(bytesPerSecond),
                Optional.ofNullable(downtimeMs).map(Duration::ofMillis),
                choice("on_no_convergence", onNoConvergence, OnNoConvergence.values(), OnNoConvergence::word),
                prove != null && prove, Optional.ofNullable(downtimeSteps), seconds(downtimeDelayS),
                seconds(completionTimeoutS), choice("on_timeout", onTimeout, OnTimeout.values(), OnTimeout::word));
    }

    private static Optional<Duration> seconds(@Nullable Long seconds) {
        return Optional.ofNullable(seconds).map(Duration::ofSeconds);
    }

    private static <T> Optional<T> choice(String member, @Nullable String word, T[] choices, Function<T, String> name) {
        if (word == null) {
            return Optional.empty();
        }
        var chosen = Stream.of(choices).filter(choice -> name.apply(choice).equals(word)).findFirst();
        if (chosen.isEmpty()) {
            throw Problem.invalid(member + ": is none of "
                    + Stream.of(choices).map(name).collect(Collectors.joining(", ")));
        }
        return chosen;
    }
}
