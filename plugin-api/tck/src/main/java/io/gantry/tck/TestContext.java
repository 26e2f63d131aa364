package io.gantry.tck;

import io.gantry.api.DriverContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/// What the host would lend, for a test.
///
/// @param directory an empty one that the test removes
/// @param started every thread that the driver made
public record TestContext(Path directory, Collection<Thread> started) implements DriverContext {
    /// No thread has been made yet.
    ///
    /// @param directory an empty one that the test removes
    public TestContext(Path directory) {
        this(directory, new ConcurrentLinkedQueue<>());
    }

    @Override
    public String instance() {
        return "test";
    }

    @Override
    public InstantSource clock() {
        return InstantSource.system();
    }

    @Override
    public ThreadFactory threads() {
        var factory = Thread.ofVirtual().name("driver-", 0).factory();
        return work -> {
            var thread = factory.newThread(work);
            started.add(thread);
            return thread;
        };
    }

    /// As the host does once the driver is closed.
    void interrupt() {
        started.forEach(Thread::interrupt);
    }

    Stream<Thread> alive() {
        return started.stream().filter(Thread::isAlive);
    }
}
