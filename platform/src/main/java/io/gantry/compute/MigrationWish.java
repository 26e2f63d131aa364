package io.gantry.compute;

import io.gantry.api.guest.GuestSpec;
import java.time.Duration;
import java.util.Optional;

/// How somebody wants a guest moved; whatever he leaves open is the guest's choice, and then the operator's.
///
/// @param target see [Migration]
/// @param strategy see [Migration]
/// @param connections see [Migration]
/// @param bytesPerSecond see [Migration]
/// @param downtime see [Migration]
/// @param onNoConvergence see [Migration]
/// @param prove see [Migration]
/// @param downtimeSteps see [Patience]
/// @param downtimeDelay see [Patience]
/// @param completionTimeout see [Patience]
/// @param onTimeout see [Patience]
public record MigrationWish(String target, Optional<String> strategy, Optional<Integer> connections,
        Optional<Long> bytesPerSecond, Optional<Duration> downtime, Optional<OnNoConvergence> onNoConvergence,
        boolean prove, Optional<Integer> downtimeSteps, Optional<Duration> downtimeDelay,
        Optional<Duration> completionTimeout, Optional<OnTimeout> onTimeout) {
    /// Only where to, and nothing else.
    public static MigrationWish to(String target) {
        return new MigrationWish(target, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// At most so many bytes a second.
    public MigrationWish limitedTo(long most) {
        return new MigrationWish(target, strategy, connections, Optional.of(most), downtime, onNoConvergence, prove,
                downtimeSteps, downtimeDelay, completionTimeout, onTimeout);
    }

    /// Completed with what the guest and the operator say.
    ///
    /// @throws io.gantry.base.Problem INVALID that names the member and what it may be
    Migration of(GuestSpec guest, MigrationSettings settings) {
        var wanted = strategy.or(() -> OwnProperties.strategy(guest))
                .or(() -> Optional.ofNullable(settings.strategy()));
        var patience = new Patience(downtimeSteps.orElse(settings.downtimeSteps()),
                downtimeDelay.orElse(settings.downtimeDelay()),
                completionTimeout.orElse(settings.completionTimeout()), onTimeout.orElse(settings.onTimeout()));
        return new Migration(target, wanted,
                connections.or(() -> OwnProperties.connections(guest)).orElse(settings.connections()),
                bytesPerSecond.orElse(settings.bandwidth()), downtime.orElse(settings.downtime()),
                onNoConvergence.orElse(settings.onNoConvergence()), prove, patience);
    }
}
