package io.gantry.identity.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RevocationRows extends GenericRepository<RevocationRow, String> {
    RevocationRow save(RevocationRow row);

    List<RevocationRow> findAll();

    @Query("DELETE FROM identity_revocation WHERE expires < :now")
    void removeEnded(Instant now);
}
