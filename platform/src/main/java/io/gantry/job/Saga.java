package io.gantry.job;

import java.util.List;

/// How one kind of work is done. A bean of each feature that has such work; it holds no state of a run.
public interface Saga {
    /// Name in the database and in the API, never changed: `deploy`, `migrate`.
    String kind();

    /// In the order they run. The list is the same at every call.
    List<Step> steps();

    /// Called once when a job has ended in any way, after everything else; idempotent. Here the feature frees what it held for the job.
    default void ended(Run run, Outcome outcome) {}

    /// How a job ended.
    enum Outcome {
        /// Every step was done.
        DONE,
        /// A step failed and everything before it was undone.
        FAILED,
        /// Somebody asked for it to stop and everything was undone.
        CANCELLED
    }
}
