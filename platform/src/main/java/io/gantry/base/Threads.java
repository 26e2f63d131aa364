package io.gantry.base;

import jakarta.inject.Singleton;
import java.util.concurrent.ThreadFactory;

/// Where every thread of the host comes from, so that each has a name that says whose it is.
@Singleton
public final class Threads {
    /// Makes virtual threads named `name-0`, `name-1` and so on.
    public ThreadFactory named(String name) {
        return Thread.ofVirtual().name(name + "-", 0).factory();
    }
}
