package io.gantry.job;

import io.gantry.job.store.Held;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a step sees of the job that it is part of.
final class LiveRun implements Run {
    private final Held held;
    private final Interrupts interrupts;
    private final Sampler sampler;

    LiveRun(Held held, Interrupts interrupts, Sampler sampler) {
        this.held = held;
        this.interrupts = interrupts;
        this.sampler = sampler;
    }

    @Override
    public UUID id() {
        return held.id();
    }

    @Override
    public String subject() {
        return held.subject();
    }

    @Override
    public <T> T input(Class<T> type) {
        return held.input(type);
    }

    @Override
    public <T> Optional<T> kept(String key, Class<T> type) {
        return held.kept(key, type);
    }

    @Override
    public void keep(String key, Object value) {
        interrupts.shield(() -> {
            held.keep(key, value);
            return true;
        });
    }

    @Override
    public void event(String type, Map<String, ?> data) {
        interrupts.shield(() -> {
            held.event(type, data);
            return true;
        });
    }

    @Override
    public void report(String step, long done, long total) {
        sampler.report(step, done, total);
    }

    @Override
    public long epoch() {
        return held.epoch();
    }
}
