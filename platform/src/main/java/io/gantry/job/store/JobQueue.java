package io.gantry.job.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.gantry.base.Threads;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Which job is due when, and who has taken it: db-scheduler in fetch mode, where a host takes a job at the moment it begins it.
@Singleton
public final class JobQueue {
    private static final int NORMAL = 50;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(5);
    private static final Duration HOUSEKEEPING = Duration.ofHours(1);

    private final DataSource pool;
    private final Recovery recovery;
    private final InstantSource clock;
    private final Threads threads;
    private final Task<Void> task;
    private final SchedulerClient client;
    private volatile @Nullable Function<UUID, Next> handler;
    private volatile @Nullable Scheduler scheduler;

    /// What is to become of a job after it was handled.
    public sealed interface Next {
        /// It has ended.
        record Done() implements Next {}

        /// It goes on after that pause.
        record Later(Duration pause) implements Next {}

        /// Somebody else has it.
        record Lost() implements Next {}
    }

    JobQueue(DataSource dataSource, DataSourceResolver resolver, Recovery recovery, InstantSource clock,
            Threads threads) {
        this.pool = resolver.resolve(dataSource);
        this.recovery = recovery;
        this.clock = clock;
        this.threads = threads;
        this.task = Tasks.custom("job", Void.class)
                .defaultPriority(NORMAL)
                .onFailure((failed, operations) -> operations.reschedule(failed, clock.instant().plus(AFTER_ERROR)))
                .onDeadExecution((dead, operations) -> recovery.release(dead.getExecution().getId(), clock.instant()))
                .execute((instance, context) -> completion(handle(UUID.fromString(instance.getId()))));
        // Over the contextual data source, so that it joins the transaction of who submits.
        this.client = SchedulerClient.Builder.create(dataSource, task)
                .jdbcCustomization(new AutodetectJdbcCustomization(pool))
                .enablePriority()
                .build();
    }

    /// Puts a job in; within a transaction.
    public void add(UUID job) {
        client.scheduleIfNotExists(task.instance(job.toString()), clock.instant());
    }

    /// Looks for due jobs now instead of at the next poll.
    public void poll() {
        var present = scheduler;
        if (present != null) {
            present.triggerCheckForDueExecutions();
        }
    }

    /// Ends the pause of a job that waits.
    public void wake(UUID job) {
        var present = scheduler;
        if (present != null) {
            try {
                present.reschedule(task.instanceId(job.toString()), clock.instant());
                present.triggerCheckForDueExecutions();
            } catch (TaskInstanceException e) {
                // It runs now, or it has just ended.
                return;
            }
        }
    }

    /// Begins to hand out jobs, those first that a dead host has left behind.
    ///
    /// @param owner name of this process, not used by any other
    /// @param concurrency how many jobs run at once
    /// @param poll how often to look for jobs that nobody announced
    /// @param housekeeping run once an hour, by one host
    public void start(String owner, int concurrency, Duration poll, Function<UUID, Next> jobs, Runnable housekeeping) {
        handler = jobs;
        if (alone()) {
            recovery.releaseAll(clock.instant());
        }
        RecurringTask<Void> hourly = Tasks.recurring("housekeeping", FixedDelay.of(HOUSEKEEPING))
                .execute((instance, context) -> housekeeping.run());
        var started = Scheduler.create(pool, task)
                .startTasks(hourly)
                .schedulerName(() -> owner)
                .threads(concurrency)
                .executorService(
                        Executors.newFixedThreadPool(concurrency, threads.named("job")))
                .pollUsingFetch(0.5, 1.0)
                .pollingInterval(poll)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(HEARTBEAT)
                .enablePriority()
                .clock(clock::instant)
                .build();
        scheduler = started;
        started.start();
    }

    /// Hands out no more jobs; those that run keep their heartbeat.
    public void pause() {
        var present = scheduler;
        if (present != null) {
            present.pause();
        }
    }

    public void stop() {
        var present = scheduler;
        if (present != null) {
            present.stop();
        }
    }

    /// An embedded database has one process: whatever was taken before it started was taken by a dead one.
    private boolean alone() {
        try (var connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2");
        } catch (SQLException e) {
            throw new DataAccessException("the database does not tell what it is", e);
        }
    }

    private Next handle(UUID job) {
        var present = handler;
        return present == null ? new Next.Later(AFTER_ERROR) : present.apply(job);
    }

    private CompletionHandler<Void> completion(Next next) {
        return switch (next) {
            case Next.Done() -> (complete, operations) -> operations.remove();
            case Next.Later(var pause) -> (complete, operations) -> operations.reschedule(complete,
                    clock.instant().plus(pause));
            case Next.Lost() -> (complete, operations) -> {};
        };
    }
}
