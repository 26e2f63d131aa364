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
    Iterable<SecretRow> saveAll(Iterable<SecretRow> rows);

    @Query("SELECT * FROM secret WHERE id = :id AND (expiration IS NULL OR expiration > :now)")
    Optional<SecretRow> find(UUID id, Instant now);

    @Query("SELECT project FROM secret WHERE id = :id")
    Optional<String> project(UUID id);

    @Query("SELECT id FROM secret WHERE id = :id FOR UPDATE")
    Optional<UUID> lock(UUID id);

    @Query("UPDATE secret SET content_type = :type, updated = :now WHERE id = :id")
    void attach(UUID id, String type, Instant now);

    long countByProject(String project);

    @Query("SELECT COUNT(*) FROM secret WHERE expiration <= :now")
    long countExpired(Instant now);

    @Query("SELECT COUNT(*) FROM secret WHERE project = :project AND expiration <= :now")
    long countExpired(String project, Instant now);

    @Query("SELECT id FROM secret WHERE expiration < :until LIMIT :limit")
    List<UUID> expired(Instant until, int limit);

    void deleteById(UUID id);
}
