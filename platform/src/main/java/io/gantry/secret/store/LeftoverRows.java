package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LeftoverRows extends GenericRepository<LeftoverRow, Long> {
    LeftoverRow save(LeftoverRow row);

    LeftoverRow update(LeftoverRow row);

    @Query("SELECT * FROM secret_leftover WHERE NOT intended AND number > :after ORDER BY number LIMIT :limit")
    List<LeftoverRow> after(long after, int limit);

    @Query("UPDATE secret_leftover SET intended = FALSE")
    void dropIntended();

    @Query("""
            SELECT number FROM secret_leftover l
            WHERE secret = :secret AND store = :store AND NOT intended AND octet_length(token) = 0
              AND NOT EXISTS (SELECT 1 FROM secret_leftover i WHERE i.secret = l.secret AND i.store = l.store AND i.intended)
              AND NOT EXISTS (SELECT 1 FROM secret_payload p WHERE p.secret = l.secret AND p.store = l.store)""")
    List<Long> unknown(UUID secret, String store);

    void deleteByNumber(long number);
}
