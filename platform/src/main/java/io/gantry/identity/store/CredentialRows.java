package io.gantry.identity.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface CredentialRows extends GenericRepository<CredentialRow, String> {
    CredentialRow save(CredentialRow row);

    Optional<CredentialRow> findById(String id);

    @Query("SELECT * FROM identity_credential WHERE user_id = :userId ORDER BY name")
    List<CredentialRow> of(String userId);

    int deleteById(String id);
}
