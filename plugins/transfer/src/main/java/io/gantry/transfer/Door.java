package io.gantry.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/// Listens for the connections of one migration. Whoever does not say the right thing soon is shown out and has cost nothing but a little
/// memory; a few strangers at a time are heard, the rest wait.
final class Door implements AutoCloseable {
    private static final int MOST_STRANGERS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Decides who comes in.
    interface Host {
        /// Serves the connection to its end, if it is one of those expected.
        void serve(Hello hello, Wire wire);
    }

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Semaphore strangers = new Semaphore(MOST_STRANGERS);
    private final Set<Wire> visitors = ConcurrentHashMap.newKeySet();
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final ThreadFactory threads;
    private final Host host;
    private volatile boolean closed;

    /// Listens on a free port of `address`.
    Door(InetAddress address, ThreadFactory threads, Host host) throws IOException {
        this.threads = threads;
        this.host = host;
        server.bind(new InetSocketAddress(address, 0), MOST_STRANGERS);
    }

    /// Lets them come; nothing is heard before.
    void open() {
        start(this::accept);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    /// Hears nobody more.
    void shut() {
        try {
            server.close();
        } catch (IOException e) {
            // It is not listening any more either way.
        }
    }

    private void start(Runnable work) {
        var worker = threads.newThread(() -> {
            try {
                work.run();
            } finally {
                workers.remove(Thread.currentThread());
            }
        });
        workers.add(worker);
        worker.start();
    }

    private void accept() {
        try {
            while (!closed) {
                strangers.acquire();
                var channel = server.accept();
                // One that comes in while the door closes is shown out by itself, and never gets to the memory.
                start(() -> meet(channel));
            }
        } catch (IOException e) {
            // Shut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void meet(SocketChannel channel) {
        try (channel; var wire = new Wire(channel, PATIENCE)) {
            visitors.add(wire);
            var hello = hear(wire);
            if (!closed) {
                host.serve(hello, wire);
            }
            visitors.remove(wire);
        } catch (IOException e) {
            // A stranger; he is shown out.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Hello hear(Wire wire) throws IOException, InterruptedException {
        try {
            var start = System.nanoTime();
            var bytes = ByteBuffer.allocate(Hello.SIZE);
            while (bytes.hasRemaining()) {
                if (closed || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new SocketTimeoutException("no hello in time");
                }
                wire.read(bytes);
            }
            return Hello.read(bytes.flip());
        } finally {
            strangers.release();
        }
    }

    /// Shows everybody out; idempotent.
    @Override
    public void close() {
        closed = true;
        shut();
        visitors.forEach(Wire::close);
    }

    /// Returns when nobody is served any more; only after [#close].
    void join() throws InterruptedException {
        Threads.join(List.copyOf(workers), () -> {}, this::close);
    }
}
