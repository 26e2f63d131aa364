package io.gantry.tck;

import io.gantry.api.DriverContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/// What the host would lend, for a test.
///
/// @param directory an empty one that the test removes
public record TestContext(Path directory) implements DriverContext {
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
        return Thread.ofVirtual().name("driver-", 0).factory();
    }
}
