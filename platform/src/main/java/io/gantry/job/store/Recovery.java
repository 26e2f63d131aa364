package io.gantry.job.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;

/// Gives back what a dead host had taken. It goes before everything that waits, since somebody waits for it longest.
@JdbcRepository(dialect = Dialect.POSTGRES)
interface Recovery extends GenericRepository<JobRow, Long> {
    @Query("""
            UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, priority = 100,
                execution_time = :now, version = version + 1
            WHERE picked""")
    int releaseAll(Instant now);

    @Query("""
            UPDATE scheduled_tasks SET picked = FALSE, picked_by = NULL, last_heartbeat = NULL, priority = 100,
                execution_time = :now, version = version + 1
            WHERE task_name = 'job' AND task_instance = :job AND picked""")
    int release(String job, Instant now);
}
