package io.gantry.identity.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface AuditRows extends GenericRepository<AuditRow, Long> {
    void saveAll(Iterable<AuditRow> rows);

    @Query("SELECT * FROM identity_audit ORDER BY number DESC LIMIT 1")
    Optional<AuditRow> last();

    @Query("SELECT * FROM identity_audit WHERE number > :number ORDER BY number LIMIT :limit")
    List<AuditRow> after(long number, int limit);
}
