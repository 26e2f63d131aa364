package io.gantry.secret.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// How many secrets each project has, expired ones too, without counting them each time. It is right because one process writes the
/// database; several would each have to count.
final class Counts {
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    private static final class Count {
        private long known = -1;
        private int changing;
        private long changes;
    }

    /// Runs what changes the number.
    ///
    /// @param change by how many, told by what came of it
    <T> T changing(String project, Supplier<T> work, ToLongFunction<T> change) {
        var count = counts.computeIfAbsent(project, _ -> new Count());
        synchronized (count) {
            count.changing++;
            count.changes++;
        }
        long by = 0;
        try {
            var result = work.get();
            by = change.applyAsLong(result);
            return result;
        } finally {
            synchronized (count) {
                count.changing--;
                count.known += count.known >= 0 ? by : 0;
            }
        }
    }

    /// @param counted asks the database
    long of(String project, LongSupplier counted) {
        var count = counts.computeIfAbsent(project, _ -> new Count());
        long before;
        synchronized (count) {
            if (count.known >= 0) {
                return count.known;
            }
            before = count.changing == 0 ? count.changes : -1;
        }
        var now = counted.getAsLong();
        synchronized (count) {
            if (before == count.changes && count.changing == 0) {
                count.known = now; // nothing changed while it was counted
            }
        }
        return now;
    }
}
