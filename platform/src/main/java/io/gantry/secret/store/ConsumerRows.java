package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConsumerRows extends GenericRepository<ConsumerRow, Long> {
    ConsumerRow save(ConsumerRow row);

    boolean existsBySecret(UUID secret);

    long countBySecret(UUID secret);

    List<ConsumerRow> findBySecretInOrderByNumber(Collection<UUID> secrets);

    @Query("SELECT * FROM secret_consumer WHERE secret = :secret ORDER BY number LIMIT :limit OFFSET :offset")
    List<ConsumerRow> page(UUID secret, int limit, int offset);

    Optional<ConsumerRow> findBySecretAndServiceAndResourceTypeAndResourceId(UUID secret, String service,
            String resourceType, String resourceId);

    long deleteBySecretAndServiceAndResourceTypeAndResourceId(UUID secret, String service, String resourceType,
            String resourceId);

    @Query("SELECT (SELECT COUNT(*) FROM secret_consumer WHERE project = :project)"
            + " + (SELECT COUNT(*) FROM secret_container_user WHERE project = :project)")
    long count(String project);
}
