package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ContainerRows extends GenericRepository<ContainerRow, UUID> {
    ContainerRow save(ContainerRow row);

    Optional<ContainerRow> findById(UUID id);

    void deleteById(UUID id);

    long countByProject(String project);

    @Query("""
            SELECT * FROM secret_container WHERE project = :project AND (:name = '' OR name = :name)
            AND (:type = '' OR type = :type) ORDER BY project, created, id LIMIT :limit OFFSET :offset""")
    List<ContainerRow> page(String project, String name, String type, int limit, int offset);

    @Query("""
            SELECT COUNT(*) FROM secret_container WHERE project = :project AND (:name = '' OR name = :name)
            AND (:type = '' OR type = :type)""")
    long count(String project, String name, String type);

    @Query("SELECT id FROM secret WHERE project = :project AND id IN (:secrets)")
    List<UUID> known(String project, Collection<UUID> secrets);
}
