package io.gantry.identity;

import io.gantry.base.Chain;
import io.gantry.base.Problem;
import io.gantry.base.Threads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The audit trail. One thread writes it, as many rows in a transaction as have come meanwhile, each linked to the one before.
@Singleton
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final int MOST_WAITING = 10_000;
    private static final int BATCH = 500;
    private static final long PATIENCE_SECONDS = 30;
    private static final long LOOK_MILLIS = 200;

    private final AuditRecords records;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Thread writer;
    private Optional<AuditEntry> last = Optional.empty();

    Audit(AuditRecords records, Threads threads) {
        this.records = records;
        this.writer = threads.named("audit").newThread(this::run);
        writer.start();
    }

    private record Waiting(AuditEntry entry, CompletableFuture<Void> written) {}

    /// Will write it soon.
    public void note(AuditEntry entry) throws InterruptedException {
        submit(entry);
    }

    /// Returns when it is written.
    ///
    /// @throws Problem UNAVAILABLE if it cannot be written
    public void write(AuditEntry entry) throws InterruptedException {
        try {
            submit(entry).written().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "It is done as far as it went, but the audit trail cannot be"
                    + " written; look for errors of the database in the host's log.", e);
        }
    }

    /// Those with higher numbers, in their order.
    public List<AuditEntry> after(long number, int limit) {
        return records.after(number, limit);
    }

    /// The newest, in their order.
    public List<AuditEntry> newest(int limit) {
        return records.last().map(end -> records.after(end.number() - limit, limit)).orElse(List.of());
    }

    private Waiting submit(AuditEntry entry) throws InterruptedException {
        var waiting = new Waiting(entry, new CompletableFuture<>());
        queue.put(waiting);
        return waiting;
    }

    private void run() {
        while (!ending.get() || !queue.isEmpty()) {
            try {
                var first = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var batch = new ArrayList<>(List.of(first));
                    queue.drainTo(batch, BATCH - 1);
                    flush(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void flush(List<Waiting> batch) {
        try {
            var before = last.or(records::last);
            var rows = new ArrayList<AuditEntry>();
            for (var waiting : batch) {
                var number = before.map(AuditEntry::number).orElse(0L) + 1;
                var row = waiting.entry()
                        .linked(number, before.map(AuditEntry::hash)
                                .orElse(
                                        Chain.START));
                rows.add(row);
                before = Optional.of(row);
            }
            records.add(rows);
            last = before;
            batch.forEach(waiting -> waiting.written().complete(null));
        } catch (RuntimeException e) {
            last = Optional.empty();
            log.error("{} rows of the audit trail are lost", batch.size(), e);
            batch.forEach(waiting -> waiting.written().completeExceptionally(e));
        }
    }

    /// Writes what still waits.
    @PreDestroy
    void end() throws InterruptedException {
        ending.set(true);
        writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
}
