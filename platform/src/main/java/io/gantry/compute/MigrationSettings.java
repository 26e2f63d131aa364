package io.gantry.compute;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the operator wants for every migration that does not say otherwise.
///
/// @param strategy see [Migration]
/// @param connections see [Migration]
/// @param bandwidth bytes a second of one migration at most; 0 sets no limit
/// @param downtime see [Migration]
/// @param downtimeSteps see [Patience]
/// @param downtimeDelay see [Patience]
/// @param completionTimeout see [Patience]
/// @param onTimeout see [Patience]
/// @param onNoConvergence see [Migration]
/// @param concurrent how many guests leave a host at once when it is drained
@ConfigurationProperties("gantry.compute.migration")
public record MigrationSettings(@Nullable String strategy, @Bindable(defaultValue = "0") int connections,
        @Bindable(defaultValue = "0") long bandwidth, @Bindable(defaultValue = "300ms") Duration downtime,
        @Bindable(defaultValue = "10") int downtimeSteps, @Bindable(defaultValue = "75s") Duration downtimeDelay,
        @Bindable(defaultValue = "800s") Duration completionTimeout,
        @Bindable(defaultValue = "ABORT") OnTimeout onTimeout,
        @Bindable(defaultValue = "THROTTLE") OnNoConvergence onNoConvergence,
        @Bindable(defaultValue = "1") int concurrent) {}
