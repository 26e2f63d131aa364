package io.gantry.job;

import io.gantry.api.DriverException;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Appends what it does to a file that survives the process: `SUBJECT WHAT EPOCH`.
@Singleton
@Requires(property = "gantry.test.effects")
final class EffectsSaga implements Saga {
    static final List<String> FORWARD = List.of("one", "two", "three", "four", "ended");
    static final List<String> BACKWARD = List.of("one", "two", "undo-two", "undo-one", "ended");

    private final Path file;

    EffectsSaga(@Property(name = "gantry.test.effects") String file) {
        this.file = Path.of(file);
    }

    /// @param fails whether step two fails
    /// @param hang where the first run hangs until its process is killed: `begin one`, `end undo-two`; empty for nowhere
    record Input(boolean fails, String hang) {}

    @Override
    public String kind() {
        return "effects";
    }

    @Override
    public List<Step> steps() {
        return List.of(step("one", false), step("two", false), step("three", true), step("four", false));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        try {
            act(run, "ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Step step(String name, boolean pointOfNoReturn) {
        return new Step(name, run -> act(run, name), run -> act(run, "undo-" + name), pointOfNoReturn);
    }

    private void act(Run run, String what) throws InterruptedException {
        var input = run.input(Input.class);
        effect(run, "begin " + what, input);
        if (input.fails() && what.equals("two")) {
            throw new DriverException(DriverException.Kind.FAILED, "as asked");
        }
        effect(run, "end " + what, input);
    }

    private void effect(Run run, String what, Input input) throws InterruptedException {
        append(run.subject() + " " + what + " " + run.epoch());
        if (input.hang().equals(what) && run.epoch() == 1) {
            append(run.subject() + " hangs 1");
            new CountDownLatch(1).await();
        }
    }

    private synchronized void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
