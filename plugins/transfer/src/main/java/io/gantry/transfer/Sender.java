package io.gantry.transfer;

import io.gantry.api.Progress;
import io.gantry.memory.DirtyPages;
import io.gantry.memory.GuestMemory;
import io.gantry.transfer.Outbound.Share;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The source's end of a migration: copies rounds of pages over all its connections at once.
final class Sender implements AutoCloseable {
    /// One round.
    ///
    /// @param looked bytes of memory that were taken care of
    /// @param zero bytes of these that were not sent
    /// @param took from the first page to the last confirmation
    /// @param sent on the wire by each connection
    record Round(long looked, long zero, Duration took, List<Long> sent) {}

    private final List<Outbound> connections = new CopyOnWriteArrayList<>();
    private final GuestMemory memory;
    private final ThreadFactory threads;
    private int rounds;

    private Sender(GuestMemory memory, ThreadFactory threads) {
        this.memory = memory;
        this.threads = threads;
    }

    /// Connects as the receiver expects it.
    ///
    /// @param from address to send from, and the first of the ports to use for it; 0 leaves them to the system
    /// @param hello with the receiver's token; its index is of no meaning
    /// @param patience how long a connection may stand still
    static Sender connect(GuestMemory memory, InetSocketAddress from, InetSocketAddress to, Hello hello, Limit limit,
            Duration patience,
            ThreadFactory threads) throws IOException, InterruptedException {
        var sender = new Sender(memory, threads);
        try {
            for (var i = 0; i < hello.connections(); i++) {
                var wire = Wire.connect(
                        new InetSocketAddress(from.getAddress(), from.getPort() == 0 ? 0 : from.getPort() + i), to,
                        patience);
                sender.connections.add(new Outbound(wire, limit, memory));
                wire.write(new Hello(hello.token(), i, hello.connections(), hello.memoryBytes()).bytes(), limit);
            }
            return sender;
        } catch (IOException | InterruptedException | RuntimeException e) {
            sender.close();
            throw e;
        }
    }

    /// Copies everything the first time, and what was written since at each later time; returns when it is in the target's memory.
    ///
    /// @param progress told how much of the memory was looked at
    Round round(Progress progress) throws IOException, InterruptedException {
        rounds++;
        var start = System.nanoTime();
        var before = sent();
        var cursor = new AtomicLong();
        var shares = together(cursor, () -> progress.report("copy", looked(cursor), memory.bytes().byteSize()));
        var after = sent();
        var sent = new ArrayList<Long>();
        for (var i = 0; i < before.size(); i++) {
            sent.add(after.get(i) - before.get(i));
        }
        return new Round(shares.stream().mapToLong(Share::looked).sum(), shares.stream().mapToLong(Share::zero).sum(),
                Duration.ofNanos(System.nanoTime() - start), sent);
    }

    /// How many rounds have begun.
    int rounds() {
        return rounds;
    }

    /// Has the target confirm that it holds everything.
    void finish() throws IOException, InterruptedException {
        connections.getFirst().finish(connections.stream().mapToLong(Outbound::frames).sum());
    }

    /// One for each connection, in a fixed order.
    List<Wire> wires() {
        return connections.stream().map(Outbound::wire).toList();
    }

    private List<Long> sent() {
        return connections.stream().map(connection -> connection.wire().sentBytes()).toList();
    }

    /// A connection that fails takes the others with it; when this returns, none of them touches the memory any more.
    private long looked(AtomicLong cursor) {
        return Math.min(cursor.get() * DirtyPages.PAGES_A_WORD * GuestMemory.PAGE, memory.bytes().byteSize());
    }

    private List<Share> together(AtomicLong cursor, Runnable meanwhile) throws IOException, InterruptedException {
        var number = rounds;
        var failure = new AtomicReference<@Nullable Exception>();
        var shares = new ConcurrentLinkedQueue<Share>();
        var workers = new ArrayList<Thread>();
        for (var connection : connections) {
            var worker = threads.newThread(() -> {
                try {
                    shares.add(connection.round(number, cursor));
                } catch (IOException | InterruptedException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                    close();
                }
            });
            workers.add(worker);
            worker.start();
        }
        Threads.join(workers, meanwhile, this::close);
        switch (failure.get()) {
            case null -> {
            }
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
        return List.copyOf(shares);
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.wire().close());
    }
}
