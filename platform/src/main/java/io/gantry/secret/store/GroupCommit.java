package io.gantry.secret.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes what several callers want written at the same time in one transaction, since a commit costs more than a row.
///
/// Whoever comes while nobody writes, writes for all who wait; when [#write] returns, the caller's part is committed.
final class GroupCommit<T> {
    private static final int MOST = 64;

    private final Consumer<List<T>> transaction;
    private final ConcurrentLinkedQueue<Entry<T>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock writing = new ReentrantLock();

    /// @param transaction writes all of them or none
    GroupCommit(Consumer<List<T>> transaction) {
        this.transaction = transaction;
    }

    private static final class Entry<T> {
        private final T item;
        private boolean done;
        @Nullable
        private RuntimeException failure;

        Entry(T item) {
            this.item = item;
        }
    }

    void write(T item) {
        var entry = new Entry<>(item);
        waiting.add(entry);
        writing.lock();
        try {
            while (!entry.done) {
                writeThoseWaiting();
            }
        } finally {
            writing.unlock();
        }
        if (entry.failure != null) {
            throw entry.failure;
        }
    }

    private void writeThoseWaiting() {
        var group = new ArrayList<Entry<T>>();
        for (var next = waiting.poll(); next != null; next = group.size() < MOST ? waiting.poll() : null) {
            group.add(next);
        }
        try {
            transaction.accept(group.stream().map(entry -> entry.item).toList());
        } catch (RuntimeException e) {
            if (group.size() == 1) {
                group.getFirst().failure = e;
            } else {
                group.forEach(this::alone); // one that cannot be written does not take the others with it
            }
        } finally {
            group.forEach(entry -> entry.done = true);
        }
    }

    private void alone(Entry<T> entry) {
        try {
            transaction.accept(List.of(entry.item));
        } catch (RuntimeException e) {
            entry.failure = e;
        }
    }
}
