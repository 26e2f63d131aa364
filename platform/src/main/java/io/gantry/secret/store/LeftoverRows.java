package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface LeftoverRows extends GenericRepository<LeftoverRow, Long> {
    LeftoverRow save(LeftoverRow row);

    LeftoverRow update(LeftoverRow row);

    @Query("SELECT * FROM secret_leftover WHERE NOT intended AND number > :after ORDER BY number LIMIT :limit")
    List<LeftoverRow> after(long after, int limit);

    @Query("UPDATE secret_leftover SET intended = FALSE")
    void dropIntended();

    void deleteByNumber(long number);
}
