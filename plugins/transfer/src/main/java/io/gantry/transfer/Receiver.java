package io.gantry.transfer;

import io.gantry.api.secret.Secret;
import io.gantry.memory.GuestMemory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The target's end of a migration: lets in the connections that know its token, and puts what they bring into the guest's memory.
final class Receiver implements AutoCloseable, Inbound.Arrival {
    /// What is done when the whole memory is there: the guest is told so.
    interface Completion {
        void run() throws IOException, InterruptedException;
    }

    private final GuestMemory memory;
    private final int connections;
    private final Duration patience;
    private final Completion completion;
    private final Secret token;
    private final BitSet admitted = new BitSet();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Door door;
    private volatile boolean complete;

    /// Listens on a free port of `address`.
    ///
    /// @param connections that will come
    /// @param patience how long a connection may stand still in the middle of something
    Receiver(GuestMemory memory, InetAddress address, int connections, Duration patience, ThreadFactory threads,
            Completion completion) throws IOException {
        this.memory = memory;
        this.connections = connections;
        this.patience = patience;
        this.completion = completion;
        var bytes = new byte[Hello.TOKEN];
        new SecureRandom().nextBytes(bytes);
        token = new Secret(bytes);
        door = new Door(address, threads, this::serve);
        door.open();
    }

    /// Where to connect.
    InetSocketAddress address() throws IOException {
        return door.address();
    }

    /// What to say there.
    Hello hello() {
        return new Hello(token, 0, connections, memory.bytes().byteSize());
    }

    /// What went wrong first on this side.
    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    private void serve(Hello hello, Wire wire) {
        // Takes as long for a nearly right token as for a wrong one.
        if (!hello.token().equals(token)) {
            return;
        }
        try {
            admit(hello);
            wire.patience(patience);
            new Inbound(wire, memory, this).run();
        } catch (IOException | RuntimeException e) {
            fail(e);
        } catch (InterruptedException e) {
            fail(e);
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void admit(Hello hello) throws ProtocolException {
        var index = hello.index();
        if (hello.connections() != connections || hello.memoryBytes() != memory.bytes().byteSize() || index < 0
                || index >= connections || admitted.get(index)) {
            throw new ProtocolException(
                    "connection " + index + " of " + hello.connections() + " for " + hello.memoryBytes()
                            + " bytes of memory is not one of those expected");
        }
        admitted.set(index);
        if (admitted.cardinality() == connections) {
            door.shut();
        }
    }

    private void fail(Exception cause) {
        // The connections that did not carry the last word end as the sender pleases.
        if (!complete) {
            failure.compareAndSet(null, cause);
        }
        door.close();
    }

    @Override
    public void count() {
        frames.incrementAndGet();
    }

    @Override
    public void complete(long sent) throws IOException, InterruptedException {
        if (frames.get() != sent) {
            throw new ProtocolException("of " + sent + " frames only " + frames + " arrived");
        }
        completion.run();
        complete = true;
    }

    /// Closes the connections; idempotent.
    @Override
    public void close() {
        door.close();
    }

    /// Closes, and returns when nothing touches the memory any more.
    void end() {
        close();
        try {
            door.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
