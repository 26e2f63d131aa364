package io.gantry.job.store;

import io.gantry.base.Problem;
import io.gantry.job.Job;
import io.gantry.job.JobEvent;
import io.gantry.job.JobNews;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Jobs as rows. Every method is one transaction, or part of the caller's.
@Singleton
public final class JobStore {
    private static final int BATCH = 500;
    private static final String UNIQUE_VIOLATION = "23505";

    private final JobRows jobs;
    private final StepRows steps;
    private final EventRows events;
    private final Json json;
    private final Changes changes;
    private final InstantSource clock;
    private final TransactionOperations<Connection> transactions;

    JobStore(JobRows jobs, StepRows steps, EventRows events, Json json, Changes changes, InstantSource clock,
            TransactionOperations<Connection> transactions) {
        this.jobs = jobs;
        this.steps = steps;
        this.events = events;
        this.json = json;
        this.changes = changes;
        this.clock = clock;
        this.transactions = transactions;
    }

    /// Writes a new job down; CONFLICT if the subject has one of that kind that has not ended.
    public Job add(String kind, String subject, Object input, List<String> stepNames) {
        var text = json.write(input, "the input of job " + kind + " of " + subject);
        return inTransaction(() -> {
            jobs.active(kind, subject).ifPresent(other -> {
                throw busy(kind, subject, "job " + other.id());
            });
            var row = insert(JobRow.queued(UUID.randomUUID(), kind, subject, text, now()));
            steps.saveAll(IntStream.range(0, stepNames.size())
                    .mapToObj(at -> new StepRow(null, row.id(), at, stepNames.get(at), Job.StepState.Stage.PENDING, 0,
                            null, null))
                    .toList());
            return value(row, steps.findByJobInOrderByPosition(List.of(row.id())));
        });
    }

    private JobRow insert(JobRow row) {
        try {
            return jobs.save(row);
        } catch (DataAccessException e) {
            if (e.getCause() instanceof SQLException cause && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
                throw busy(row.kind(), row.subject(), "another job");
            }
            throw e;
        }
    }

    private static Problem busy(String kind, String subject, String other) {
        return Problem.conflict("%s of %s is refused: %s still works on it; wait for its end or cancel it"
                .formatted(kind, subject, other));
    }

    public Optional<Job> find(UUID id) {
        return jobs.find(id).map(row -> value(row, steps.findByJobInOrderByPosition(List.of(id))));
    }

    /// Two queries, however long the page is.
    public List<Job> page(Optional<String> kind, Optional<Job.State> state, Optional<UUID> before, int limit) {
        long number = before.map(id -> Optional.ofNullable(row(id).number()).orElseThrow()).orElse(Long.MAX_VALUE);
        var rows = rows(kind.orElse(null), state.map(Enum::name).orElse(null), number, limit);
        if (rows.isEmpty()) {
            return List.of();
        }
        var stepsByJob = steps.findByJobInOrderByPosition(rows.stream().map(JobRow::id).toList())
                .stream()
                .collect(Collectors.groupingBy(StepRow::job));
        return rows.stream().map(row -> value(row, stepsByJob.getOrDefault(row.id(), List.of()))).toList();
    }

    private List<JobRow> rows(@Nullable String kind, @Nullable String state, long before, int limit) {
        if (kind == null) {
            return state == null ? jobs.page(before, limit) : jobs.pageInState(state, before, limit);
        }
        return state == null
                ? jobs.pageOfKind(kind, before, limit)
                : jobs.pageOfKindInState(kind, state, before, limit);
    }

    private List<JobEvent> events(UUID id, long after, int limit) {
        return events.after(id, after, limit)
                .stream()
                .map(row -> new JobEvent(row.number(), row.at(), row.step(), row.type(), json.map(row.data())))
                .toList();
    }

    /// Events after number `after`, oldest first; if there are none yet and the job has not ended, waits up to `wait` for the first.
    public List<JobEvent> events(UUID id, long after, int limit, Duration wait) throws InterruptedException {
        return changes.await(id, wait, () -> {
            // First whether it has ended, else an event written between the two looks would be missed.
            var ended = row(id).state().ended();
            var found = events(id, after, limit);
            return found.isEmpty() && !ended ? Optional.empty() : Optional.of(found);
        }).orElse(List.of());
    }

    /// As [#events], but also woken by progress.
    public JobNews news(UUID id, long after, int limit, Optional<Job.Progress> seen, Duration wait)
            throws InterruptedException {
        var woken = changes.await(id, wait, () -> {
            var news = news(id, after, limit);
            var nothing = news.events().isEmpty() && news.job().progress().equals(seen) && !news.job().state().ended();
            return nothing ? Optional.empty() : Optional.of(news);
        });
        return woken.isPresent() ? woken.get() : news(id, after, limit);
    }

    /// First the job and then its events, else one that has ended could seem to have none left.
    private JobNews news(UUID id, long after, int limit) {
        var job = find(id).orElseThrow(() -> Problem.notFound("there is no job " + id));
        return new JobNews(job, events(id, after, limit));
    }

    /// Marks the job as to be undone; CONFLICT if it is too late for that.
    public void cancel(UUID id) {
        if (jobs.cancel(id) == 0) {
            var job = row(id);
            throw Problem.conflict(job.active() == null
                    ? "job %s has ended already, as %s".formatted(id, job.state())
                    : "job %s is past its point of no return and only goes forward now; wait for its end"
                            .formatted(id));
        }
    }

    /// Whether somebody wants the job undone.
    public boolean cancelled(UUID id) {
        return jobs.cancelled(id);
    }

    /// Takes the job for `owner` in a new epoch, so that nobody who had it before can write any more; empty if it has ended or is gone.
    public Optional<Held> pickUp(UUID id, String owner) {
        return inTransaction(() -> {
            if (jobs.pickUp(id, owner, now()) == 0) {
                return Optional.empty();
            }
            return Optional.of(new Held(this, row(id), steps.findByJobInOrderByPosition(List.of(id))));
        });
    }

    /// Removes jobs that ended longer ago than that, a bounded number in each transaction.
    ///
    /// @return how many
    public int removeEnded(Duration age) {
        var before = now().minus(age);
        int removed = 0;
        int batch;
        do {
            batch = inTransaction(() -> jobs.removeEnded(before, BATCH));
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }

    /// Runs within the caller's transaction, if there is one.
    public <T> T inTransaction(Supplier<T> work) {
        return transactions.executeWrite(status -> work.get());
    }

    /// Runs once the caller's transaction is committed; at once if there is none.
    public void afterCommit(Runnable work) {
        transactions.findTransactionStatus()
                .ifPresentOrElse(
                        status -> status.registerSynchronization(new TransactionSynchronization() {
                            @Override
                            public void afterCommit() {
                                work.run();
                            }
                        }),
                        work);
    }

    JobRows jobs() {
        return jobs;
    }

    StepRows steps() {
        return steps;
    }

    EventRows events() {
        return events;
    }

    Changes changes() {
        return changes;
    }

    Json json() {
        return json;
    }

    /// To the microsecond, as databases keep it.
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private JobRow row(UUID id) {
        return jobs.find(id).orElseThrow(() -> Problem.notFound("there is no job " + id));
    }

    private Job value(JobRow row, List<StepRow> rowSteps) {
        var progress = Optional.ofNullable(row.progressWhat())
                .map(what -> new Job.Progress(what, row.progressDone(), row.progressTotal()));
        return new Job(row.id(), row.kind(), row.subject(), row.state(), Optional.ofNullable(row.step()), progress,
                Optional.ofNullable(row.reason()), rowSteps.stream().map(StepRow::value).toList(),
                json.map(row.kept()), row.epoch(), row.created(), row.updated());
    }
}
