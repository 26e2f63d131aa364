package io.gantry.compute.server.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// The compute API in the catalog.
@Factory
final class ComputeService {
    @Singleton
    @Named("compute")
    Service compute() {
        return new Service("compute", "nova", ComputeErrors.V21);
    }
}
