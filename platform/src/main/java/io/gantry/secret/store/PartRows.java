package io.gantry.secret.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PartRows extends GenericRepository<PartRow, Long> {
    PartRow save(PartRow row);

    List<PartRow> findByContainerInOrderByNumber(Collection<UUID> containers);

    long deleteByContainerAndSecretAndName(UUID container, UUID secret, String name);
}
