package io.gantry.baremetal.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// What of this feature stands in the catalog.
@Factory
final class BaremetalService {
    @Singleton
    @Named("baremetal")
    Service baremetal() {
        return new Service("baremetal", "ironic", BaremetalErrors.PREFIX);
    }
}
