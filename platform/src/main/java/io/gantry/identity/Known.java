package io.gantry.identity;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Remembers what the tables say, so that a request needs none of them, and forgets all of it as soon as anything changes.
@Singleton
final class Known {
    private static final int MOST = 20_000;

    private final Map<Object, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong change = new AtomicLong();

    private record Entry(long change, Object value) {}

    /// What is known under that key, or what is found now. That there is nothing is not remembered: anybody can ask for nothing.
    <T> Optional<T> get(Object key, Class<T> type, Supplier<Optional<T>> find) {
        // Read first: what was looked up before a change must not be known after it.
        var now = change.get();
        var entry = entries.get(key);
        if (entry != null && entry.change() == now) {
            return Optional.of(type.cast(entry.value()));
        }
        var found = find.get();
        found.ifPresent(value -> {
            if (entries.size() >= MOST) {
                entries.clear();
            }
            entries.put(key, new Entry(now, value));
        });
        return found;
    }

    /// To be called after each change is committed.
    void forget() {
        change.incrementAndGet();
        entries.clear();
    }
}
