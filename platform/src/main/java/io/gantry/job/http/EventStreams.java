package io.gantry.job.http;

import io.gantry.base.Problem;
import io.gantry.job.Jobs;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The streams of events that are open now; no more than a bounded number, since each of them looks at the database again and again.
@Singleton
final class EventStreams {
    static final int MOST = 200;

    private final Jobs jobs;
    private final JsonMapper json;
    private final Semaphore room = new Semaphore(MOST);
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    EventStreams(Jobs jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    /// @throws Problem UNAVAILABLE if too many watch already
    EventStream open(UUID job, long after) {
        if (!room.tryAcquire()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, MOST
                    + " streams of events are open, which is the most; try again later, or ask without text/event-stream");
        }
        var stream = new EventStream(jobs, json, job, after, this::closed);
        open.add(stream);
        return stream;
    }

    private void closed(EventStream stream) {
        if (open.remove(stream)) {
            room.release();
        }
    }

    /// How many are open.
    int count() {
        return open.size();
    }

    @EventListener
    void stop(ShutdownEvent event) {
        open.forEach(EventStream::close);
    }
}
