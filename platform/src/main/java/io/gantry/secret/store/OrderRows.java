package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface OrderRows extends GenericRepository<OrderRow, UUID> {
    OrderRow save(OrderRow row);

    OrderRow update(OrderRow row);

    Optional<OrderRow> findById(UUID id);

    long deleteById(UUID id);

    long countByProject(String project);

    @Query("SELECT * FROM secret_order WHERE project = :project ORDER BY project, created, id LIMIT :limit OFFSET :offset")
    List<OrderRow> page(String project, int limit, int offset);
}
