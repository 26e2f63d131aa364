package io.gantry.secret.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface MetadataRows extends GenericRepository<MetadataRow, Long> {
    MetadataRow save(MetadataRow row);

    List<MetadataRow> findBySecretOrderByName(UUID secret);

    @Query("UPDATE secret_metadata SET content = :content WHERE secret = :secret AND name = :name")
    long change(UUID secret, String name, String content);

    long deleteBySecret(UUID secret);

    long deleteBySecretAndName(UUID secret, String name);
}
