package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// Follows a job to its end and tells what happens in it.
public final class JobWatch {
    private static final Set<String> ENDED = Set.of("DONE", "FAILED", "CANCELLED");

    private final Api api;
    private final Bar bar;

    public JobWatch(Api api, Bar bar) {
        this.api = api;
        this.bar = bar;
    }

    /// @return the job as it ended
    public JsonNode follow(String id) {
        return follow(id, event -> {});
    }

    /// @param listener sees every event, after it was told
    /// @return the job as it ended
    public JsonNode follow(String id, Consumer<JsonNode> listener) {
        var seen = 0L;
        while (true) {
            var job = api.get(Api.path("jobs", id));
            var wait = ended(job) ? 0 : 1;
            var path = Api.path("jobs", id, "events") + "?after=" + seen + "&wait=" + wait;
            var events = api.list(path, "events");
            for (var event : events) {
                seen = Math.max(seen, event.path("number").asLong());
                EventText.of(event).ifPresent(bar::say);
                listener.accept(event);
            }
            if (ended(job) && events.isEmpty()) {
                tellEnd(job);
                return job;
            }
            var progress = job.path("progress");
            bar.at(progress.path("what").asText(), progress.path("done").asLong(), progress.path("total").asLong());
        }
    }

    private void tellEnd(JsonNode job) {
        var reason = job.path("reason").asText("");
        bar.say("job " + job.path("kind").asText() + " of " + job.path("subject").asText() + ": " + state(job)
                + (succeeded(job) || reason.isEmpty() || reason.equals("null") ? "" : ", " + reason));
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toUpperCase(Locale.ROOT);
    }

    static boolean ended(JsonNode job) {
        return ENDED.contains(state(job));
    }

    public static boolean succeeded(JsonNode job) {
        return state(job).equals("DONE");
    }
}
