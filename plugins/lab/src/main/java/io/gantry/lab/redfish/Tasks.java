package io.gantry.lab.redfish;

import static io.gantry.lab.redfish.Reply.link;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Actions that go on after they were answered, as the quirks `task-monitors` and `task-resources` have it.
final class Tasks {
    static final String BASE = Pages.ROOT + "/TaskService";
    private static final String MONITORS = BASE + "/TaskMonitors/";
    private static final long MILLIS = 100;

    /// What is done.
    interface Action {
        Reply reply() throws IOException, InterruptedException;
    }

    private final Quirks quirks;
    private final Map<String, FutureTask<Reply>> tasks = new ConcurrentHashMap<>();
    private final AtomicInteger last = new AtomicInteger();

    Tasks(Quirks quirks) {
        this.quirks = quirks;
    }

    /// Whether what is called goes on after its answer.
    boolean takes(Call call) {
        return call.is("POST") && call.path().contains("/Actions/")
                && (quirks.has(Quirk.TASK_MONITORS) || quirks.has(Quirk.TASK_RESOURCES));
    }

    Reply begin(Action action) {
        var id = Integer.toString(last.incrementAndGet());
        var task = new FutureTask<>(() -> {
            TimeUnit.MILLISECONDS.sleep(MILLIS);
            return action.reply();
        });
        tasks.put(id, task);
        Thread.ofVirtual().start(task);
        var place = quirks.has(Quirk.TASK_RESOURCES) ? BASE + "/Tasks/" + id : MONITORS + id;
        return new Reply(202, page(id, task).body(), Map.of("Location", place));
    }

    Reply answer(Call call) throws Refusal, InterruptedException {
        var id = call.path().replaceFirst(".*/", "");
        var task = tasks.get(id);
        if (task == null) {
            throw call.missing();
        }
        if (!call.path().startsWith(MONITORS)) {
            return page(id, task);
        }
        return task.isDone() ? result(task) : new Reply(202, page(id, task).body(), Map.of());
    }

    private static Reply result(FutureTask<Reply> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            return Reply.error(500, "InternalError", String.valueOf(failed.getCause()));
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
            return Reply.error(503, "ServiceShuttingDown", "The server ends.");
        }
    }

    private static Reply page(String id, FutureTask<Reply> task) {
        var page = link(BASE + "/Tasks/" + id).put("@odata.type", "#Task.v1_7_4.Task")
                .put("Id", id)
                .put("Name", "Task " + id)
                .put("TaskMonitor", MONITORS + id);
        if (!task.isDone()) {
            return Reply.of(page.put("TaskState", "Running"));
        }
        var result = result(task);
        page.put("TaskState", result.status() < 300 ? "Completed" : "Exception");
        if (result.status() >= 300) {
            page.putArray("Messages").addObject().put("Message", result.body().path("error").path("message").asText());
        }
        return Reply.of(page);
    }
}
