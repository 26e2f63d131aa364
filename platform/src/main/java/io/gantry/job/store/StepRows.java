package io.gantry.job.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface StepRows extends GenericRepository<StepRow, Long> {
    void saveAll(List<StepRow> rows);

    List<StepRow> findByJobInOrderByPosition(Collection<UUID> jobs);

    @Query("""
            UPDATE job_step SET stage = 'RUNNING', attempts = attempts + 1, started = COALESCE(started, :now), ended = NULL
            WHERE job = :job AND name = :name""")
    void begin(UUID job, String name, Instant now);

    @Query("UPDATE job_step SET stage = :stage, ended = :ended WHERE job = :job AND name = :name")
    void move(UUID job, String name, String stage, @Nullable Instant ended);
}
