package io.gantry.identity.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface ProjectRows extends GenericRepository<ProjectRow, String> {
    ProjectRow save(ProjectRow row);

    ProjectRow update(ProjectRow row);

    Optional<ProjectRow> findById(String id);

    Optional<ProjectRow> findByName(String name);

    List<ProjectRow> listOrderByName();

    int deleteById(String id);
}
