package io.gantry.secret.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// What of this feature stands in the catalog.
@Factory
final class KeyManagerService {
    @Singleton
    @Named("key-manager")
    Service keyManager() {
        return new Service("key-manager", "barbican", KeyManagerErrors.PREFIX);
    }
}
