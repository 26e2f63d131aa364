package io.gantry.secret.store;

import io.gantry.secret.Container;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_container_user")
record UserRow(@Id @GeneratedValue @Nullable Long number, UUID container, String name, String url, String project,
        Instant created) {
    Container.User value() {
        return new Container.User(name, url, project, created);
    }
}
