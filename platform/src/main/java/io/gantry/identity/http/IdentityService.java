package io.gantry.identity.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// What of this feature stands in the catalog, and the host's own API beside it.
@Factory
final class IdentityService {
    @Singleton
    @Named("identity")
    Service identity() {
        return new Service("identity", "keystone", "/identity/v3");
    }

    @Singleton
    @Named("gantry")
    Service host() {
        return new Service("gantry", "gantry", "/gantry/v1");
    }
}
