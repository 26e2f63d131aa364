package io.gantry.host.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/// Bounds what a body can make the host do.
@Singleton
final class JsonLimits implements BeanCreatedEventListener<JsonFactory> {
    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;

    @Override
    public JsonFactory onCreated(BeanCreatedEvent<JsonFactory> event) {
        var factory = event.getBean();
        factory.setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(LONGEST_NUMBER).build());
        return factory;
    }
}
