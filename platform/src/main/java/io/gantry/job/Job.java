package io.gantry.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A job as the API shows it.
///
/// @param step that runs now or ran last
/// @param progress within that step
/// @param reason why it failed, is rolled back or is waiting
/// @param kept what its steps kept
public record Job(UUID id, String kind, String subject, State state, Optional<String> step, Optional<Progress> progress,
        Optional<String> reason, List<StepState> steps, Map<String, Object> kept, long epoch, Instant created,
        Instant updated) {
    /// Where a job stands.
    public enum State {
        QUEUED, RUNNING, ROLLING_BACK, DONE, FAILED, CANCELLED;

        public boolean ended() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }

    /// How far a step is.
    public record Progress(String what, long done, long total) {}

    /// What became of a step.
    public record StepState(String name, Stage stage, int attempts, Optional<Instant> started,
            Optional<Instant> ended) {
        /// Where the step stands.
        public enum Stage {
            PENDING, RUNNING, DONE, FAILED, UNDONE
        }
    }
}
