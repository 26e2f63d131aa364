package io.gantry.secret.store;

import io.gantry.secret.KeyOrder;
import io.gantry.secret.Owner;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_order")
record OrderRow(@Id UUID id, String project, String creator, KeyOrder.Kind type, String meta, KeyOrder.Status status,
        @Nullable UUID secret, @Nullable UUID container, @Nullable String error, Instant created, Instant updated) {
    static OrderRow of(KeyOrder order) {
        return new OrderRow(order.id(), order.owner().project(), order.owner().creator(), order.kind(), order.meta(),
                order.status(), order.secret().orElse(null), order.container().orElse(null),
                order.error().orElse(null), order.created(), order.updated());
    }

    KeyOrder value() {
        return new KeyOrder(id, new Owner(project, creator, true), type, meta, status, Optional.ofNullable(secret),
                Optional.ofNullable(container), Optional.ofNullable(error), created, updated);
    }
}
