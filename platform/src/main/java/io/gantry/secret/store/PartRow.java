package io.gantry.secret.store;

import io.gantry.secret.Container;
import io.micronaut.data.annotation.GeneratedValue;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_container_part")
record PartRow(@Id @GeneratedValue @Nullable Long number, UUID container, UUID secret, String name) {
    Container.Part value() {
        return new Container.Part(name, secret);
    }
}
