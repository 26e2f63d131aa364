package io.gantry.secret.store;

import io.gantry.secret.Container;
import io.gantry.secret.Owner;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_container")
record ContainerRow(@Id UUID id, String project, String creator, @Nullable String name, Container.Type type,
        Instant created, Instant updated) {
    static ContainerRow of(Container container) {
        return new ContainerRow(container.id(), container.owner().project(), container.owner().creator(),
                container.name().orElse(null), container.type(), container.created(), container.updated());
    }

    Container value(boolean projectAccess, List<Container.Part> parts) {
        return new Container(id, new Owner(project, creator, projectAccess), Optional.ofNullable(name), type, parts,
                created, updated);
    }
}
