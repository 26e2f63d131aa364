package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface SecretRows extends GenericRepository<SecretRow, UUID> {
    SecretRow save(SecretRow row);

    Optional<SecretRow> findById(UUID id);

    @Query("SELECT * FROM secret WHERE NOT deleting ORDER BY created DESC, id DESC LIMIT :limit")
    List<SecretRow> newest(int limit);

    @Query("""
            SELECT * FROM secret WHERE NOT deleting AND (created < :created OR (created = :created AND id < :id))
            ORDER BY created DESC, id DESC LIMIT :limit""")
    List<SecretRow> older(Instant created, UUID id, int limit);

    @Query("UPDATE secret SET deleting = TRUE WHERE id = :id")
    void markDeleting(UUID id);

    @Query("SELECT * FROM secret WHERE deleting")
    List<SecretRow> deleting();

    void deleteById(UUID id);
}
