package io.gantry.job;

import io.gantry.api.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One job as its steps see it. Every method that writes fails with [Fenced] once another host has taken the job over.
public interface Run extends Progress {
    /// The job's id.
    UUID id();

    /// Name of the object the job works on.
    String subject();

    /// What the job was given.
    <T> T input(Class<T> type);

    /// What a step kept with [#keep] under that key; survives a crash.
    <T> Optional<T> kept(String key, Class<T> type);

    /// Keeps a small value for later steps and for the API; written down before it returns. Never a secret.
    void keep(String key, Object value);

    /// Adds an event that those who watch the job see. Never with a secret.
    ///
    /// @param type a word that the feature defines: `round`, `verdict`
    void event(String type, Map<String, ?> data);

    /// Sampled and written down at most a few times a second.
    @Override
    void report(String step, long done, long total);

    /// How often the job has been picked up; grows with each take-over.
    long epoch();

    /// Another host has the job now: stop at once and touch nothing.
    final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Fenced(UUID job, long epoch) {
            super("job " + job + " was taken over; epoch " + epoch + " is over");
        }
    }
}
