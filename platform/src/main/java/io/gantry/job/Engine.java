package io.gantry.job;

import io.gantry.base.Threads;
import io.gantry.job.Interrupts.Cause;
import io.gantry.job.store.Held;
import io.gantry.job.store.JobQueue;
import io.gantry.job.store.JobQueue.Next;
import io.gantry.job.store.JobStore;
import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the jobs that the queue hands to this process.
@Singleton
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Sagas sagas;
    private final JobStore store;
    private final JobQueue queue;
    private final JobSettings settings;
    private final String owner = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    private final ConcurrentMap<UUID, Interrupts> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer;
    private volatile boolean stopping;

    Engine(Sagas sagas, JobStore store, JobQueue queue, JobSettings settings, Threads threads) {
        this.sagas = sagas;
        this.store = store;
        this.queue = queue;
        this.settings = settings;
        this.timer = Executors.newSingleThreadScheduledExecutor(threads.named("job-progress"));
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void start(StartupEvent event) {
        queue.start(owner, settings.concurrency(), settings.poll(), this::run, this::removeOld);
    }

    /// Interrupts the steps and leaves their jobs to be resumed, while the queue still says that they are ours.
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void stop(ShutdownEvent event) throws InterruptedException {
        stopping = true;
        queue.pause();
        running.values().forEach(interrupts -> interrupts.raise(Cause.STOP));
        queue.stop();
        timer.close();
    }

    /// Interrupts the job's step, if the job runs here, or ends its pause.
    void cancel(UUID job) {
        var interrupts = running.get(job);
        if (interrupts != null) {
            interrupts.raise(Cause.CANCEL);
        } else {
            queue.wake(job);
        }
    }

    private Next run(UUID id) {
        var interrupts = new Interrupts();
        var other = running.putIfAbsent(id, interrupts);
        if (other != null) {
            // This process was taken for dead. The earlier run has to be gone before there is another.
            other.raise(Cause.LOST);
            return new Next.Later(settings.firstPause());
        }
        try {
            if (stopping) {
                return new Next.Later(Duration.ZERO);
            }
            var next = store.pickUp(id, owner).map(held -> attempt(held, interrupts)).orElse(new Next.Done());
            return interrupts.cause().filter(Cause.LOST::equals).isPresent() ? new Next.Lost() : next;
        } catch (Run.Fenced e) {
            LOG.warn("{}", e.getMessage());
            return new Next.Lost();
        } finally {
            running.remove(id);
        }
    }

    private Next attempt(Held held, Interrupts interrupts) {
        var saga = sagas.find(held.kind());
        if (saga.isEmpty()) {
            held.waiting("nothing in this host does jobs of kind " + held.kind());
            return new Next.Later(settings.longestPause());
        }
        var known = saga.get().steps().stream().map(Step::name).toList();
        if (!known.equals(new ArrayList<>(held.stages().keySet()))) {
            held.waiting("this release does jobs of kind %s in the steps %s, not in those that it began with"
                    .formatted(held.kind(), known));
            return new Next.Later(settings.longestPause());
        }
        return new Attempt(saga.get(), held, interrupts, settings, timer).go();
    }

    private void removeOld() {
        store.removeEnded(settings.retention());
    }
}
