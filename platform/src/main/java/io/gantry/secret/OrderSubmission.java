package io.gantry.secret;

import io.gantry.job.Jobs;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/// Writes an order and its job down, both or neither.
@Singleton
class OrderSubmission {
    private final OrderRecords records;
    private final Jobs jobs;

    OrderSubmission(OrderRecords records, Jobs jobs) {
        this.records = records;
        this.jobs = jobs;
    }

    @Transactional
    void submit(KeyOrder order, OrderedKey ordered) {
        records.add(order);
        jobs.submit(OrderSaga.KIND, order.id().toString(), ordered);
    }
}
