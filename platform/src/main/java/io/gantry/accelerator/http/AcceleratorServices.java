package io.gantry.accelerator.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// What of this feature stands in the catalog.
@Factory
final class AcceleratorServices {
    @Singleton
    @Named("accelerator")
    Service accelerator() {
        return new Service("accelerator", "cyborg", AcceleratorErrors.PREFIX + "/v2");
    }

    @Singleton
    @Named("placement")
    Service placement() {
        return new Service("placement", "placement", PlacementErrors.PREFIX);
    }
}
