package io.gantry.compute.store;

import io.gantry.compute.OrderStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/// What was asked of migrations, in the database.
@Singleton
class OrderTable implements OrderStore {
    private final OrderRepository rows;

    OrderTable(OrderRepository rows) {
        this.rows = rows;
    }

    @Override
    public Order find(UUID job) {
        return rows.findById(job)
                .map(row -> new Order(row.switchOver(), Optional.ofNullable(row.bytesPerSecond())))
                .orElse(Order.NONE);
    }

    @Override
    @Transactional
    public void put(UUID job, Order order) {
        rows.deleteById(job);
        rows.save(new OrderRow(job, order.switchOver(), order.bytesPerSecond().orElse(null)));
    }
}
