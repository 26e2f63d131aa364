package io.gantry.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Where features hand in durable work, and where everybody looks at it.
public interface Jobs {
    /// Writes the job down, in the caller's transaction if there is one, and runs it soon.
    ///
    /// @param kind of a [Saga]
    /// @param subject name of the object it works on; while a job for that kind and subject has not ended, another is refused as CONFLICT
    /// @param input kept as JSON; never with a secret
    Job submit(String kind, String subject, Object input);

    Optional<Job> find(UUID id);

    /// Newest first.
    ///
    /// @param kind only this one; empty for all
    /// @param state only this one; empty for all
    /// @param before only those older than this job; empty to begin with the newest
    /// @param limit 1 to 1000
    List<Job> list(Optional<String> kind, Optional<Job.State> state, Optional<UUID> before, int limit);

    /// Events after number `after`, oldest first, at most 1000. Waits up to `wait` if there are none yet and the job has not ended.
    List<JobEvent> events(UUID id, long after, Duration wait) throws InterruptedException;

    /// Asks for the job to stop and be undone; CONFLICT with the reason once it has passed its point of no return or has ended.
    void cancel(UUID id);
}
