package io.gantry.job;

import io.gantry.base.Problem;
import io.gantry.job.store.JobQueue;
import io.gantry.job.store.JobStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where features hand in durable work, and where everybody looks at it.
@Singleton
public final class Jobs {
    private static final int PAGE = 1000;
    private static final int LONGEST_SUBJECT = 255;

    private final Sagas sagas;
    private final JobStore store;
    private final JobQueue queue;
    private final Engine engine;

    Jobs(Sagas sagas, JobStore store, JobQueue queue, Engine engine) {
        this.sagas = sagas;
        this.store = store;
        this.queue = queue;
        this.engine = engine;
    }

    /// Writes the job down, in the caller's transaction if there is one, and runs it soon.
    ///
    /// @param kind of a [Saga]
    /// @param subject name of the object it works on; while a job for that kind and subject has not ended, another is refused as CONFLICT
    /// @param input kept as JSON; never with a secret
    public Job submit(String kind, String subject, Object input) {
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw Problem.invalid("the subject of a job has 1 to %d characters".formatted(LONGEST_SUBJECT));
        }
        var steps = sagas.get(kind).steps().stream().map(Step::name).toList();
        return store.inTransaction(() -> {
            var job = store.add(kind, subject, input, steps);
            queue.add(job.id());
            store.afterCommit(queue::poll);
            return job;
        });
    }

    public Optional<Job> find(UUID id) {
        return store.find(id);
    }

    /// Newest first.
    ///
    /// @param kind only this one; empty for all
    /// @param state only this one; empty for all
    /// @param before only those older than this job; empty to begin with the newest
    /// @param limit 1 to 1000
    public List<Job> list(Optional<String> kind, Optional<Job.State> state, Optional<UUID> before, int limit) {
        if (limit < 1 || limit > PAGE) {
            throw Problem.invalid("limit is %d; it has to be from 1 to %d".formatted(limit, PAGE));
        }
        return store.page(kind, state, before, limit);
    }

    /// Events after number `after`, oldest first, at most 1000. Waits up to `wait` if there are none yet and the job has not ended.
    public List<JobEvent> events(UUID id, long after, Duration wait) throws InterruptedException {
        return store.events(id, after, PAGE, wait);
    }

    /// What is new since event number `after` and that progress: as soon as there is anything, when the job has ended, or at the latest after
    /// `wait`.
    public JobNews news(UUID id, long after, Optional<Job.Progress> seen, Duration wait) throws InterruptedException {
        return store.news(id, after, PAGE, seen, wait);
    }

    /// Asks for the job to stop and be undone; CONFLICT with the reason once it has passed its point of no return or has ended.
    public void cancel(UUID id) {
        store.inTransaction(() -> {
            store.cancel(id);
            store.afterCommit(() -> engine.cancel(id));
            return true;
        });
    }
}
