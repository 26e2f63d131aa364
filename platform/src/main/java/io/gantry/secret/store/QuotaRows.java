package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface QuotaRows extends GenericRepository<QuotaRow, String> {
    QuotaRow save(QuotaRow row);

    Optional<QuotaRow> findById(String project);

    List<QuotaRow> findAll();

    long deleteById(String project);

    long count();

    @Query("SELECT * FROM secret_quota ORDER BY project LIMIT :limit OFFSET :offset")
    List<QuotaRow> page(int limit, int offset);
}
