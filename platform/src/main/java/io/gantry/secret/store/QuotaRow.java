package io.gantry.secret.store;

import io.gantry.secret.Quotas.Kind;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@MappedEntity("secret_quota")
record QuotaRow(@Id String project, @Nullable Integer secrets, @Nullable Integer orders,
        @Nullable Integer containers, @Nullable Integer consumers) {
    static QuotaRow of(String project, Map<Kind, Integer> limits) {
        return new QuotaRow(project, limits.get(Kind.SECRETS), limits.get(Kind.ORDERS), limits.get(Kind.CONTAINERS),
                limits.get(Kind.CONSUMERS));
    }

    Map<Kind, Integer> value() {
        var limits = new EnumMap<Kind, Integer>(Kind.class);
        put(limits, Kind.SECRETS, secrets);
        put(limits, Kind.ORDERS, orders);
        put(limits, Kind.CONTAINERS, containers);
        put(limits, Kind.CONSUMERS, consumers);
        return limits;
    }

    private static void put(Map<Kind, Integer> limits, Kind kind, @Nullable Integer limit) {
        if (limit != null) {
            limits.put(kind, limit);
        }
    }
}
