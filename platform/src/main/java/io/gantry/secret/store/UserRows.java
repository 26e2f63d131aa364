package io.gantry.secret.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface UserRows extends GenericRepository<UserRow, Long> {
    UserRow save(UserRow row);

    List<UserRow> findByContainerInOrderByNumber(Collection<UUID> containers);

    long deleteByContainerAndNameAndUrl(UUID container, String name, String url);
}
