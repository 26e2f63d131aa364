package io.gantry.job;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Two steps, a point of no return, and one more; a test says what each does and looks at what was called.
@Singleton
@Requires(property = "gantry.test.scripted")
final class ScriptedSaga implements Saga {
    static final String KIND = "scripted";

    final Map<String, Step.Action> script = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Step> steps() {
        return List.of(step("one", false), step("two", false), step("three", true), step("four", false));
    }

    @Override
    public void ended(Run run, Outcome outcome) {
        calls.add("ended " + outcome);
        try {
            script.getOrDefault("ended", ignored -> {}).run(run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Step step(String name, boolean pointOfNoReturn) {
        return new Step(name, run -> call(name, run), run -> call("undo " + name, run), pointOfNoReturn);
    }

    private void call(String what, Run run) throws InterruptedException {
        calls.add(what);
        script.getOrDefault(what, ignored -> {}).run(run);
    }
}
