package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PayloadRows extends GenericRepository<PayloadRow, UUID> {
    PayloadRow save(PayloadRow row);

    Iterable<PayloadRow> saveAll(Iterable<PayloadRow> rows);

    PayloadRow update(PayloadRow row);

    Optional<PayloadRow> findById(UUID secret);

    @Query("SELECT * FROM secret_payload WHERE store = :store ORDER BY secret LIMIT :limit")
    List<PayloadRow> first(String store, int limit);

    @Query("SELECT * FROM secret_payload WHERE store = :store AND secret > :after ORDER BY secret LIMIT :limit")
    List<PayloadRow> next(String store, UUID after, int limit);

    long countByStore(String store);

    void deleteById(UUID secret);
}
