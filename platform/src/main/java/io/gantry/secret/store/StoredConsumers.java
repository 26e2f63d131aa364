package io.gantry.secret.store;

import io.gantry.secret.Consumer;
import io.gantry.secret.ConsumerRecords;
import io.gantry.secret.Found;
import io.gantry.secret.Window;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

@Singleton
final class StoredConsumers implements ConsumerRecords {
    private final ConsumerRows rows;

    StoredConsumers(ConsumerRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean used(UUID secret) {
        return rows.existsBySecret(secret);
    }

    @Override
    public Map<UUID, List<Consumer>> of(Collection<UUID> secrets) {
        return secrets.isEmpty()
                ? Map.of()
                : rows.findBySecretInOrderByNumber(secrets)
                        .stream()
                        .collect(Collectors.groupingBy(ConsumerRow::secret,
                                Collectors.mapping(ConsumerRow::value, Collectors.toList())));
    }

    @Override
    public Found<Consumer> list(UUID secret, Window window) {
        var page = rows.page(secret, window.limit(), window.offset());
        return new Found<>(page.stream().map(ConsumerRow::value).toList(), rows.countBySecret(secret));
    }

    @Override
    public Optional<Consumer> find(UUID secret, Consumer like) {
        return rows.findBySecretAndServiceAndResourceTypeAndResourceId(secret, like.service(), like.resourceType(),
                like.resourceId()).map(ConsumerRow::value);
    }

    @Override
    public void add(UUID secret, Consumer consumer) {
        Twice.allowed(() -> rows.save(ConsumerRow.of(secret, consumer)));
    }

    @Override
    public void remove(UUID secret, Consumer consumer) {
        rows.deleteBySecretAndServiceAndResourceTypeAndResourceId(secret, consumer.service(),
                consumer.resourceType(), consumer.resourceId());
    }

    @Override
    public long count(String project) {
        return rows.count(project);
    }
}
