package io.gantry.job.store;

import io.gantry.job.Job;
import io.gantry.job.Job.StepState.Stage;
import io.gantry.job.Run;
import io.gantry.job.Saga;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// A job in the hands of one owner in one epoch. Each method that writes is one transaction that begins with a write fenced by owner and
/// epoch, and fails with [Run.Fenced], having written nothing, once somebody else has picked the job up.
public final class Held {
    private static final int LONGEST_REASON = 2000;
    private static final int LONGEST_WHAT = 200;

    private final JobStore store;
    private final JobRow job;
    private final String owner;
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private final Map<String, Object> kept;
    private Job.State state;
    private @Nullable String step;
    private boolean committed;
    private Saga.@Nullable Outcome outcome;
    private @Nullable String reason;
    private int failures;
    private long events;

    Held(JobStore store, JobRow job, List<StepRow> steps) {
        this.store = store;
        this.job = job;
        this.owner = Objects.requireNonNull(job.owner());
        this.kept = new LinkedHashMap<>(store.json().map(job.kept()));
        this.state = job.state();
        this.step = job.step();
        this.committed = job.committed();
        this.outcome = job.outcome();
        this.reason = job.reason();
        this.failures = job.failures();
        this.events = job.events();
        steps.forEach(row -> stages.put(row.name(), row.stage()));
    }

    public UUID id() {
        return job.id();
    }

    public String kind() {
        return job.kind();
    }

    public String subject() {
        return job.subject();
    }

    public long epoch() {
        return job.epoch();
    }

    public <T> T input(Class<T> type) {
        return store.json().read(job.input(), type);
    }

    /// The names of the steps as the job was submitted with, in their order, and what became of each so far.
    public synchronized Map<String, Stage> stages() {
        return new LinkedHashMap<>(stages);
    }

    /// Whether the point of no return has been passed.
    public synchronized boolean committed() {
        return committed;
    }

    /// How often the present step, undo or end has failed so far.
    public synchronized int failures() {
        return failures;
    }

    /// How the job is going to end, if it is being rolled back.
    public synchronized Optional<Saga.Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    public synchronized <T> Optional<T> kept(String key, Class<T> type) {
        return Optional.ofNullable(kept.get(key)).map(value -> store.json().convert(value, type));
    }

    public synchronized void keep(String key, Object value) {
        var next = new LinkedHashMap<>(kept);
        next.put(key, value);
        var text = store.json().write(next, "what job " + id() + " keeps, with " + key + ",");
        fenced(() -> store.jobs().keep(id(), owner, epoch(), text, store.now()));
        kept.clear();
        kept.putAll(store.json().map(text));
    }

    public synchronized void event(String type, Map<String, ?> data) {
        write(type, data, () -> {});
    }

    public synchronized void progress(@Nullable String what, long done, long total) {
        fenced(() -> store.jobs().progress(id(), owner, epoch(), cut(what, LONGEST_WHAT), done, total, store.now()));
        store.afterCommit(() -> store.changes().signal(id()));
    }

    /// Writes down that the step begins, and with that whether there is a way back.
    ///
    /// @return false if somebody wants the job undone; then the step must not begin
    public synchronized boolean begin(String name, boolean pointOfNoReturn) {
        return store.inTransaction(() -> {
            if (!wanted()) {
                return false;
            }
            committed |= pointOfNoReturn;
            step = name;
            write("step-started", Map.of("again", stages.get(name) == Stage.RUNNING), () -> {
                store.steps().begin(id(), name, store.now());
                stages.put(name, Stage.RUNNING);
            });
            progress(null, 0, 0);
            return true;
        });
    }

    /// Every step is done: from here on the job can only end well.
    ///
    /// @return false if somebody wants the job undone
    public synchronized boolean commit() {
        return store.inTransaction(() -> {
            if (!wanted()) {
                return false;
            }
            committed = true;
            write(null, Map.of(), () -> {});
            return true;
        });
    }

    /// Whether the job may go forward, told under a lock: no cancellation can slip in before the transaction's end.
    private boolean wanted() {
        fenced(() -> store.jobs().touch(id(), owner, epoch(), store.now()));
        return committed || !store.cancelled(id());
    }

    public synchronized void done(String name) {
        failures = 0;
        reason = null;
        write("step-done", Map.of(), () -> stage(name, Stage.DONE));
    }

    /// From here on the job goes backward: its present step failed, or somebody asked for it.
    public synchronized void rollBack(Saga.Outcome why, String because) {
        state = Job.State.ROLLING_BACK;
        outcome = why;
        committed = false;
        reason = because;
        failures = 0;
        write(why == Saga.Outcome.FAILED ? "step-failed" : "cancelled", Map.of("reason", because), () -> {
            if (step != null && stages.get(step) == Stage.RUNNING) {
                stage(step, Stage.FAILED);
            }
        });
    }

    public synchronized void undoing(String name) {
        step = name;
        write("undo", Map.of(), () -> {});
    }

    public synchronized void undone(String name) {
        failures = 0;
        write("undone", Map.of(), () -> stage(name, Stage.UNDONE));
    }

    /// The job goes on later; `because` says why it waits. Only a new reason is an event.
    public synchronized void waiting(String because) {
        var news = !because.equals(reason);
        failures++;
        reason = because;
        write(news ? "waiting" : null, Map.of("reason", because), () -> {});
    }

    public synchronized void end(Saga.Outcome how) {
        state = Job.State.valueOf(how.name());
        write("ended", Map.of("outcome", how.name()), () -> store.jobs().release(id(), owner, epoch()));
    }

    private void stage(String name, Stage stage) {
        store.steps().move(id(), name, stage.name(), store.now());
        stages.put(name, stage);
    }

    /// One transaction: first the fenced write of what this object holds, then the event, then the rest.
    private void write(@Nullable String type, Map<String, ?> data, Runnable rest) {
        var text = store.json().write(data, "an event of job " + id());
        store.inTransaction(() -> {
            events += type == null ? 0 : 1;
            fenced(() -> store.jobs()
                    .move(id(), owner, epoch(), state.name(), step, committed,
                            outcome == null ? null : outcome.name(), cut(reason, LONGEST_REASON), failures, events,
                            store.now()));
            if (type != null) {
                store.events()
                        .save(new EventRow(null, id(), events, store.now(), step == null ? "" : step, type, text));
            }
            rest.run();
            return true;
        });
        store.afterCommit(() -> store.changes().signal(id()));
    }

    private void fenced(IntSupplier update) {
        if (update.getAsInt() == 0) {
            throw new Run.Fenced(id(), epoch());
        }
    }

    private static @Nullable String cut(@Nullable String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
