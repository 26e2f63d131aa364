package io.gantry.memory;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Tells a guest's process what to do, one line there and one line back over its Unix socket. Every method waits at most the time given at
/// construction. Failures are [RefusedException] when the guest says no, [ConnectException] when there is no process that listens, and
/// any other [IOException] when it does not answer as it should.
///
/// @param directory of the guest
/// @param patience how long one command may take
public record GuestControl(GuestDirectory directory, Duration patience) {
    /// No command is longer.
    public static final int LONGEST_COMMAND = 64;

    private static final int LONGEST_ANSWER = 1024;

    /// Says what it does and changes nothing.
    public GuestReport status() throws IOException, InterruptedException {
        return ask("status");
    }

    /// Halts a running guest; when this returns it writes no more.
    public GuestReport pause() throws IOException, InterruptedException {
        return ask("pause");
    }

    /// Lets a paused or arrived guest run.
    public GuestReport resume() throws IOException, InterruptedException {
        return ask("resume");
    }

    /// Takes so many hundredths of its time away from the guest.
    public GuestReport throttle(int percent) throws IOException, InterruptedException {
        return ask("throttle " + percent);
    }

    /// Says that memory will now be written. Granted once in an arriving guest's life: a second sender must not mix its pages into what the
    /// first one left.
    public GuestReport claim() throws IOException, InterruptedException {
        return ask("claim");
    }

    /// Says that the whole memory is there.
    public GuestReport arrived() throws IOException, InterruptedException {
        return ask("arrived");
    }

    /// Ends the guest.
    public GuestReport stop() throws IOException, InterruptedException {
        return ask("stop");
    }

    /// Any command, for tests of what the guest makes of it.
    GuestReport ask(String command) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX); var selector = Selector.open()) {
            connect(channel);
            channel.configureBlocking(false);
            var key = channel.register(selector, SelectionKey.OP_WRITE);
            var line = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
            while (channel.write(line) == 0 || line.hasRemaining()) {
                await(selector, deadline);
            }
            key.interestOps(SelectionKey.OP_READ);
            var answer = ByteBuffer.allocate(LONGEST_ANSWER);
            while (answer.position() == 0 || answer.get(answer.position() - 1) != '\n') {
                await(selector, deadline);
                if (channel.read(answer) < 0 || !answer.hasRemaining()) {
                    throw new EOFException("the guest broke off its answer to '" + command + "'");
                }
            }
            return GuestReport.parse(new String(answer.array(), 0, answer.position() - 1, StandardCharsets.UTF_8));
        }
    }

    private void connect(SocketChannel channel) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(directory.control()));
        } catch (SocketException e) {
            throw (IOException) new ConnectException("no guest process listens in " + directory.path()).initCause(e);
        }
    }

    private void await(Selector selector, long deadline) throws IOException, InterruptedException {
        var left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("the guest in " + directory.path() + " did not answer within " + patience);
        }
        selector.select(left);
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
