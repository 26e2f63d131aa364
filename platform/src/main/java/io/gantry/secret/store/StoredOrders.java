package io.gantry.secret.store;

import io.gantry.secret.Found;
import io.gantry.secret.KeyOrder;
import io.gantry.secret.OrderRecords;
import io.gantry.secret.Window;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

@Singleton
class StoredOrders implements OrderRecords {
    private final OrderRows rows;

    StoredOrders(OrderRows rows) {
        this.rows = rows;
    }

    @Override
    public void add(KeyOrder order) {
        rows.save(OrderRow.of(order));
    }

    @Override
    public Optional<KeyOrder> find(UUID id) {
        return rows.findById(id).map(OrderRow::value);
    }

    @Override
    public Found<KeyOrder> list(String project, Window window) {
        var page = rows.page(project, window.limit(), window.offset());
        return new Found<>(page.stream().map(OrderRow::value).toList(), count(project));
    }

    @Override
    public long count(String project) {
        return rows.countByProject(project);
    }

    @Override
    @Transactional
    public void finish(UUID id, KeyOrder.Status status, Optional<UUID> secret, Optional<UUID> container,
            Optional<String> error, Instant now) {
        find(id).ifPresent(order -> rows.update(OrderRow.of(new KeyOrder(id, order.owner(), order.kind(),
                order.meta(), status, secret, container, error, order.created(), now.truncatedTo(ChronoUnit.MICROS)))));
    }

    @Override
    public boolean remove(UUID id) {
        return rows.deleteById(id) > 0;
    }
}
