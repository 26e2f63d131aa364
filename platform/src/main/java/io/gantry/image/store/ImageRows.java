package io.gantry.image.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ImageRows extends GenericRepository<ImageRow, String> {
    ImageRow save(ImageRow row);

    Optional<ImageRow> findById(String name);

    @Query("SELECT * FROM image WHERE id = :id")
    Optional<ImageRow> queryById(UUID id);

    boolean existsById(String name);

    @Query("SELECT * FROM image WHERE name > :after ORDER BY name LIMIT :limit")
    List<ImageRow> list(String after, int limit);

    void deleteById(String name);

    @Query("SELECT DISTINCT sha256 FROM image")
    Set<String> checksums();
}
