package io.gantry.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// One TCP connection that never waits longer than its patience, can be interrupted and closed from outside at any moment, and knows how
/// much it sent and how long it waited. Read and written by one thread.
final class Wire implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private volatile Duration patience;
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong stalledNanos = new AtomicLong();

    /// Takes over a connected channel.
    Wire(SocketChannel channel, Duration patience) throws IOException {
        this.channel = channel;
        this.patience = patience;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    /// From now on it waits so long.
    void patience(Duration longest) {
        patience = longest;
    }

    /// Connects from one address to another.
    static Wire connect(InetSocketAddress from, InetSocketAddress to, Duration patience)
            throws IOException, InterruptedException {
        var channel = SocketChannel.open();
        try {
            channel.bind(from);
            var wire = new Wire(channel, patience);
            if (!channel.connect(to)) {
                while (!channel.finishConnect()) {
                    wire.await(SelectionKey.OP_CONNECT, patience);
                }
            }
            return wire;
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Writes all of it, below the limit.
    void write(ByteBuffer bytes, Limit limit) throws IOException, InterruptedException {
        var end = bytes.limit();
        while (bytes.position() < end) {
            var step = limit.step(end - bytes.position());
            stalledNanos.addAndGet(limit.await(step));
            bytes.limit(bytes.position() + step);
            write(bytes);
        }
    }

    private void write(ByteBuffer bytes) throws IOException, InterruptedException {
        while (bytes.hasRemaining()) {
            var written = channel.write(bytes);
            sentBytes.addAndGet(written);
            if (bytes.hasRemaining()) {
                await(SelectionKey.OP_WRITE, patience);
            }
        }
    }

    /// Reads at least one byte, into the buffers in their order.
    void read(ByteBuffer... into) throws IOException, InterruptedException {
        read(patience, into);
    }

    /// As [#read], where the other side may take as long as it likes to say something.
    void listen(ByteBuffer into) throws IOException, InterruptedException {
        read(Duration.ZERO, into);
    }

    private void read(Duration longest, ByteBuffer... into) throws IOException, InterruptedException {
        var read = channel.read(into);
        while (read == 0) {
            await(SelectionKey.OP_READ, longest);
            read = channel.read(into);
        }
        if (read < 0) {
            throw new EOFException("the other side closed the connection");
        }
    }

    /// @param longest zero for ever
    private void await(int operation, Duration longest) throws IOException, InterruptedException {
        var start = System.nanoTime();
        try {
            if (key.interestOps() != operation) {
                key.interestOps(operation);
            }
            var ready = selector.select(longest.toMillis());
            selector.selectedKeys().clear();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            var waited = System.nanoTime() - start;
            stalledNanos.addAndGet(waited);
            if (ready == 0 && !longest.isZero() && waited >= longest.toNanos()) {
                throw new SocketTimeoutException("no byte moved for " + longest.toMillis() + " ms");
            }
        } catch (ClosedSelectorException | CancelledKeyException e) {
            throw (ClosedChannelException) new ClosedChannelException().initCause(e);
        }
    }

    /// Headers included.
    long sentBytes() {
        return sentBytes.get();
    }

    /// Time spent waiting for the network, or for a share of the limit.
    Duration stalled() {
        return Duration.ofNanos(stalledNanos.get());
    }

    /// Whoever reads or writes gets an exception; idempotent.
    @Override
    public void close() {
        try {
            channel.close();
            selector.close();
        } catch (IOException e) {
            // Nothing is owed to a connection that is given up.
        }
    }
}
