package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PayloadRows extends GenericRepository<PayloadRow, Long> {
    PayloadRow save(PayloadRow row);

    PayloadRow update(PayloadRow row);

    Optional<PayloadRow> findBySecretAndState(UUID secret, PayloadRow.State state);

    @Query("SELECT * FROM secret_payload WHERE store = :store AND state = 'KEPT' AND number > :after ORDER BY number LIMIT :limit")
    List<PayloadRow> kept(String store, long after, int limit);

    @Query("SELECT * FROM secret_payload WHERE state = 'DROPPED' AND number > :after ORDER BY number LIMIT :limit")
    List<PayloadRow> dropped(long after, int limit);

    long countByStoreAndState(String store, PayloadRow.State state);

    @Query("UPDATE secret_payload SET state = 'DROPPED' WHERE state = 'INTENDED'")
    void dropIntended();

    @Query("UPDATE secret_payload SET state = 'DROPPED', token = :token WHERE number = :number")
    void drop(long number, byte[] token);

    void deleteByNumber(long number);
}
