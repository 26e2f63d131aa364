package io.gantry.job.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface EventRows extends GenericRepository<EventRow, Long> {
    EventRow save(EventRow row);

    @Query("SELECT * FROM job_event WHERE job = :job AND number > :after ORDER BY number LIMIT :limit")
    List<EventRow> after(UUID job, long after, int limit);
}
