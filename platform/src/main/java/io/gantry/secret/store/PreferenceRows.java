package io.gantry.secret.store;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface PreferenceRows extends GenericRepository<PreferenceRow, String> {
    PreferenceRow save(PreferenceRow row);

    Optional<PreferenceRow> findById(String project);

    long deleteById(String project);
}
