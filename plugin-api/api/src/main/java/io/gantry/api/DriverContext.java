package io.gantry.api;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;

/// What the host lends to one driver instance, valid until [Driver#close()] has returned.
public interface DriverContext {
    /// Name of this instance in the operator's file, unique in the host.
    String instance();

    /// A directory of this instance alone, made with mode 0700, that survives restarts and upgrades.
    Path directory();

    /// The host's clock; never the system clock, so that tests decide what time it is.
    InstantSource clock();

    /// Makes virtual threads that the host interrupts when the driver closes. A thread that is still there afterwards is reported as leaked.
    ThreadFactory threads();
}
