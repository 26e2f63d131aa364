package io.gantry.lab.guest;

import io.gantry.memory.GuestControl;
import io.gantry.memory.GuestReport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Listens on the guest's socket: one thread, a bounded number of visitors, each of bounded length and patience, so that nothing anybody
/// sends or fails to send keeps the guest from obeying the next one.
final class ControlServer implements AutoCloseable {
    private static final int MOST_VISITORS = 32;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_ROUND_MILLIS = 500;

    /// Somebody who is connected, and what he has said so far.
    private record Visitor(ByteBuffer line, long since) {}

    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Selector selector = Selector.open();
    private final UnaryOperator<String> obey;

    /// @param obey makes the answer to a command, quickly
    ControlServer(Path socket, UnaryOperator<String> obey) throws IOException {
        this.obey = obey;
        server.bind(UnixDomainSocketAddress.of(socket), MOST_VISITORS);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /// Serves until somebody says `stop`.
    void serve() throws IOException {
        var stopped = false;
        while (!stopped) {
            selector.select(LOOK_ROUND_MILLIS);
            for (var key : selector.selectedKeys()) {
                stopped |= key.isAcceptable() ? accept() : hear(key);
            }
            selector.selectedKeys().clear();
            showOut();
        }
    }

    private boolean accept() throws IOException {
        var visitor = server.accept();
        if (visitor != null && selector.keys().size() > MOST_VISITORS) {
            visitor.close();
        } else if (visitor != null) {
            visitor.configureBlocking(false);
            visitor.register(selector, SelectionKey.OP_READ,
                    new Visitor(ByteBuffer.allocate(GuestControl.LONGEST_COMMAND), System.nanoTime()));
        }
        return false;
    }

    /// @return whether he said `stop`
    private boolean hear(SelectionKey key) throws IOException {
        var channel = (SocketChannel) key.channel();
        var line = ((Visitor) key.attachment()).line();
        try {
            var ended = channel.read(line) < 0;
            var length = line.position() - 1;
            if (length >= 0 && line.get(length) == '\n') {
                var command = StandardCharsets.US_ASCII.decode(line.slice(0, length)).toString();
                var stop = command.equals("stop");
                answer(channel, obey.apply(stop ? "status" : command));
                channel.close();
                return stop;
            }
            if (!line.hasRemaining()) {
                answer(channel, GuestReport.refusal("no command is that long"));
            }
            if (ended || !line.hasRemaining()) {
                channel.close();
            }
        } catch (IOException e) {
            channel.close();
        }
        return false;
    }

    /// An answer always fits into the empty buffer of the socket; whoever broke it by other means gets none.
    private static void answer(SocketChannel channel, String line) throws IOException {
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private void showOut() throws IOException {
        for (var key : selector.keys()) {
            if (key.attachment() instanceof Visitor(var line, var since)
                    && System.nanoTime() - since > PATIENCE_NANOS) {
                key.channel().close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (var key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
