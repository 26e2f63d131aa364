package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Failure.Exit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows a job to its end and tells what happens in it. A host that goes away meanwhile is waited for: it goes on with the job when it is
/// back, and tells what was missed.
public final class JobWatch {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

    private final Api api;
    private final Bar bar;
    private long seen;
    private boolean alone;

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
        var job = api.get(Api.path("jobs", id));
        var view = view(job);
        seen = 0;
        var heard = System.nanoTime();
        while (true) {
            var before = seen;
            try (var events = api.events(Api.path("jobs", id, "events"), seen)) {
                var end = read(events, view, listener);
                if (end.isPresent()) {
                    return end.get();
                }
                heard = System.nanoTime();
            } catch (IOException e) {
                heard = seen > before ? System.nanoTime() : heard;
                pause(heard, e);
            } catch (Failure e) {
                if (e.exit() != Exit.UNREACHABLE) {
                    throw e;
                }
                pause(heard, e);
            }
        }
    }

    private JobView view(JsonNode job) {
        return job.path("kind").asText().equals("migrate")
                ? new MigrationView(bar, job.path("subject").asText(), System::nanoTime)
                : new PlainView(bar);
    }

    /// @return the job as it ended; empty if the stream was cut off before that
    private Optional<JsonNode> read(ServerEvents events, JobView view, Consumer<JsonNode> listener) throws IOException {
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            alone = false;
            var data = event.get().data();
            switch (event.get().type()) {
                case "" -> view.tick();
                case "progress" -> view.progress(data);
                case "job" -> {
                    view.ended(data);
                    return Optional.of(data);
                }
                default -> {
                    seen = Math.max(seen, data.path("number").asLong());
                    view.event(data);
                    listener.accept(data);
                }
            }
        }
        return Optional.empty();
    }

    private void pause(long heard, Exception cause) {
        if (!alone) {
            alone = true;
            bar.say("the host does not answer; waiting for it");
        }
        if (System.nanoTime() - heard > PATIENCE) {
            throw new Failure(Exit.UNREACHABLE, 0, "the host at " + api.url()
                    + " is gone; the job goes on when it is back", cause);
        }
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Exit.FAILED, 0, "interrupted while waiting for the host", e);
        }
    }

    public static boolean succeeded(JsonNode job) {
        return state(job).equals("DONE");
    }

    private static String state(JsonNode job) {
        return job.path("state").asText().toUpperCase(Locale.ROOT);
    }
}
