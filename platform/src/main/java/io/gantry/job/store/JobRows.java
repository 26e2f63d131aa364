package io.gantry.job.store;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@JdbcRepository(dialect = Dialect.POSTGRES)
interface JobRows extends GenericRepository<JobRow, Long> {
    JobRow save(JobRow row);

    @Query("SELECT * FROM job WHERE id = :id")
    Optional<JobRow> find(UUID id);

    @Query("SELECT * FROM job WHERE kind = :kind AND subject = :subject AND active")
    Optional<JobRow> active(String kind, String subject);

    @Query("SELECT * FROM job WHERE number < :before ORDER BY number DESC LIMIT :limit")
    List<JobRow> page(long before, int limit);

    @Query("SELECT * FROM job WHERE kind = :kind AND number < :before ORDER BY number DESC LIMIT :limit")
    List<JobRow> pageOfKind(String kind, long before, int limit);

    @Query("SELECT * FROM job WHERE state = :state AND number < :before ORDER BY number DESC LIMIT :limit")
    List<JobRow> pageInState(String state, long before, int limit);

    @Query("""
            SELECT * FROM job WHERE kind = :kind AND state = :state AND number < :before
            ORDER BY number DESC LIMIT :limit""")
    List<JobRow> pageOfKindInState(String kind, String state, long before, int limit);

    @Query("""
            UPDATE job SET owner = :owner, epoch = epoch + 1, updated = :now,
                state = CASE WHEN state = 'QUEUED' THEN 'RUNNING' ELSE state END
            WHERE id = :id AND active""")
    int pickUp(UUID id, String owner, Instant now);

    @Query("UPDATE job SET cancelled = TRUE WHERE id = :id AND active AND NOT committed")
    int cancel(UUID id);

    @Query("SELECT cancelled FROM job WHERE id = :id")
    boolean cancelled(UUID id);

    @Query("""
            UPDATE job SET state = :state, step = :step, committed = :committed, outcome = :outcome, reason = :reason,
                failures = :failures, events = :events, updated = :now
            WHERE id = :id AND owner = :owner AND epoch = :epoch""")
    int move(UUID id, String owner, long epoch, String state, @Nullable String step, boolean committed,
            @Nullable String outcome, @Nullable String reason, int failures, long events, Instant now);

    @Query("""
            UPDATE job SET progress_what = :what, progress_done = :done, progress_total = :total, updated = :now
            WHERE id = :id AND owner = :owner AND epoch = :epoch""")
    int progress(UUID id, String owner, long epoch, @Nullable String what, long done, long total, Instant now);

    @Query("UPDATE job SET updated = :now WHERE id = :id AND owner = :owner AND epoch = :epoch")
    int touch(UUID id, String owner, long epoch, Instant now);

    @Query("UPDATE job SET kept = :kept, updated = :now WHERE id = :id AND owner = :owner AND epoch = :epoch")
    int keep(UUID id, String owner, long epoch, String kept, Instant now);

    @Query("UPDATE job SET active = NULL, owner = NULL WHERE id = :id AND owner = :owner AND epoch = :epoch")
    int release(UUID id, String owner, long epoch);

    @Query("""
            DELETE FROM job WHERE number IN (
                SELECT number FROM job WHERE active IS NULL AND updated < :before ORDER BY updated LIMIT :limit)""")
    int removeEnded(Instant before, int limit);
}
