package io.gantry.identity.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface RoleRows extends GenericRepository<RoleRow, String> {
    RoleRow save(RoleRow row);

    RoleRow update(RoleRow row);

    Optional<RoleRow> findById(String id);

    List<RoleRow> listOrderByName();

    int deleteById(String id);
}
