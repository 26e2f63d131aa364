package io.gantry.plugin;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What plugins left behind that were unloaded: class loaders that cannot be collected, and threads that still run their code.
final class Leaks {
    private static final Logger log = LoggerFactory.getLogger(Leaks.class);
    private static final int ROUNDS = 5;

    private final List<Gone> gone = new CopyOnWriteArrayList<>();

    private record Gone(String plugin, String version, WeakReference<ClassLoader> loader) {}

    /// To be called before the loader is dropped.
    void watch(String plugin, String version, ClassLoader loader) {
        gone.add(new Gone(plugin, version, new WeakReference<>(loader)));
    }

    /// Asks the collector a few times, and reports what it cannot take.
    void settle() {
        for (var round = 0; round < ROUNDS && gone.stream().anyMatch(one -> !one.loader().refersTo(null)); round++) {
            System.gc();
        }
        gone.removeIf(one -> one.loader().refersTo(null));
        gone.forEach(one -> log.warn("plugin '{}' {} was unloaded but left behind {}; a restart of the host frees it",
                one.plugin(), one.version(),
                of(one.plugin())));
    }

    /// What is still there of that plugin. A loader shows up until the collector has passed.
    List<String> of(String plugin) {
        gone.removeIf(one -> one.loader().refersTo(null));
        var left = new ArrayList<String>();
        for (var one : gone) {
            var loader = one.loader().get();
            if (one.plugin().equals(plugin) && loader != null) {
                left.add("class loader of version " + one.version());
                threads(loader).forEach(thread -> left.add("thread " + thread));
            }
        }
        return left;
    }

    /// Platform threads whose code comes from that loader; virtual ones cannot be listed.
    private static List<String> threads(ClassLoader loader) {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream()
                .filter(thread -> loader.equals(thread.getContextClassLoader()))
                .map(Thread::getName)
                .sorted()
                .toList();
    }
}
