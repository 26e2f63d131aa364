package io.gantry.plugin;

import io.gantry.api.DriverContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/// What the host lends to one open driver instance, and takes back: it knows every thread that the driver started through it.
final class Lease implements DriverContext {
    private final String instance;
    private final Path directory;
    private final InstantSource clock;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final ThreadFactory factory;
    private volatile boolean over;

    Lease(String instance, Path directory, InstantSource clock) {
        this.instance = instance;
        this.directory = directory;
        this.clock = clock;
        var virtual = Thread.ofVirtual().name("driver-" + instance + "-", 0).factory();
        this.factory = task -> virtual.newThread(() -> tracked(task));
    }

    private void tracked(Runnable task) {
        running.add(Thread.currentThread());
        try {
            if (!over) {
                task.run();
            }
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /// Interrupts what still runs and waits a little.
    ///
    /// @return names of the threads that are there all the same
    List<String> close(Duration patience) throws InterruptedException {
        over = true;
        var until = System.nanoTime() + patience.toNanos();
        for (var thread : running) {
            thread.interrupt();
        }
        for (var thread : running) {
            thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        }
        return running.stream().filter(Thread::isAlive).map(Thread::getName).sorted().toList();
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public ThreadFactory threads() {
        return factory;
    }
}
