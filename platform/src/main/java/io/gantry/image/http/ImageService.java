package io.gantry.image.http;

import io.gantry.base.Service;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/// Images in the catalog.
@Factory
final class ImageService {
    static final String PREFIX = "/image";

    @Singleton
    @Named("image")
    Service image() {
        return new Service("image", "glance", PREFIX);
    }
}
