package io.gantry.job;

/// One idempotent part of a [Saga]. It is written down before it runs, and it may run again after a crash at any point in it.
///
/// @param name unique within the saga, never changed
/// @param action what is done
/// @param undo takes back what `action` did or began to do; idempotent
/// @param pointOfNoReturn once this step has begun, the job only goes forward: it is tried again until it succeeds, and cannot be cancelled
public record Step(String name, Action action, Action undo, boolean pointOfNoReturn) {
    public static Step of(String name, Action action, Action undo) {
        return new Step(name, action, undo, false);
    }

    /// A step that leaves nothing to take back.
    public static Step of(String name, Action action) {
        return new Step(name, action, run -> {}, false);
    }

    /// A point of no return. Its action may throw [NotFinal] to say that nothing became final after all.
    public static Step commit(String name, Action action) {
        return new Step(name, action, run -> {}, true);
    }

    /// What a step does. Failures are [io.gantry.api.DriverException] or [io.gantry.base.Problem]; those that say BUSY, UNREACHABLE or UNAVAILABLE
    /// are tried again with growing pauses before the job is rolled back.
    @FunctionalInterface
    public interface Action {
        void run(Run run) throws InterruptedException;
    }
}
