package io.gantry.compute.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface HostRepository extends GenericRepository<HostRow, String> {
    void save(HostRow row);

    Optional<HostRow> findById(String name);

    List<HostRow> findAll();

    void deleteById(String name);
}
