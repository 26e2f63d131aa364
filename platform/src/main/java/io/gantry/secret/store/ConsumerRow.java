package io.gantry.secret.store;

import io.gantry.secret.Consumer;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_consumer")
record ConsumerRow(@Id @GeneratedValue @Nullable Long number, UUID secret, String service, String resourceType,
        String resourceId, String project, Instant created) {
    static ConsumerRow of(UUID secret, Consumer consumer) {
        return new ConsumerRow(null, secret, consumer.service(), consumer.resourceType(), consumer.resourceId(),
                consumer.project(), consumer.created());
    }

    Consumer value() {
        return new Consumer(service, resourceType, resourceId, project, created);
    }
}
