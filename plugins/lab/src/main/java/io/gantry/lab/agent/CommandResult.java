package io.gantry.lab.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// What became of one command.
final class CommandResult implements Command.Tally {
    private final String id = UUID.randomUUID().toString();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final String name;
    private String status = "RUNNING";
    private @Nullable Object result;
    private @Nullable Map<String, @Nullable Object> error;
    private Map<String, Object> progress = Map.of();

    /// @param name as the protocol shows it: without its extension, except where it failed at once
    CommandResult(String name) {
        this.name = name;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    boolean isRunning() { return ended.getCount() > 0; }

    void join() throws InterruptedException {
        ended.await();
    }

    @Override
    public synchronized void at(String step, long done, long total) {
        progress = Map.of("step", step, "done", done, "total", total);
    }

    synchronized CommandResult succeeded(@Nullable Object value) {
        status = "SUCCEEDED";
        result = value instanceof String text ? Map.of("result", text) : value;
        ended.countDown();
        return this;
    }

    synchronized CommandResult failed(AgentError why) {
        status = "FAILED";
        error = why.json();
        ended.countDown();
        return this;
    }

    /// As the protocol has it, with `command_progress` besides: the agent that it is modelled on does not say how far it is.
    synchronized Map<String, @Nullable Object> json() {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("id", id);
        json.put("command_name", name);
        json.put("command_status", status);
        json.put("command_error", error);
        json.put("command_result", result);
        json.put("command_progress", progress);
        return json;
    }
}
