package io.gantry.identity.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRows extends GenericRepository<UserRow, String> {
    UserRow save(UserRow row);

    UserRow update(UserRow row);

    Optional<UserRow> findById(String id);

    Optional<UserRow> findByName(String name);

    List<UserRow> listOrderByName();

    int deleteById(String id);
}
