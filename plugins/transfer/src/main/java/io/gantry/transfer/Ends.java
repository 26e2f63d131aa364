package io.gantry.transfer;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.memory.GuestControl;
import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import io.gantry.memory.GuestMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/// Both ends of one migration, as far as they are in this process: the two guests, their memory, and who copies it.
final class Ends implements AutoCloseable {
    /// Closes what was opened, the last first, unless all of it is to be kept.
    private static final class Opened implements AutoCloseable {
        private final Deque<Runnable> closers = new ArrayDeque<>();

        <T> T add(T opened, Consumer<T> closer) {
            closers.push(() -> closer.accept(opened));
            return opened;
        }

        void keep() {
            closers.clear();
        }

        @Override
        public void close() {
            closers.forEach(Runnable::run);
        }
    }

    private static final Duration OBEDIENCE = Duration.ofSeconds(10);

    private final GuestControl source;
    private final GuestControl target;
    private final GuestMemory from;
    private final GuestMemory to;
    private final Receiver receiver;
    private final Sender sender;

    /// Connects the two. Nothing has been copied when this returns, and nothing is left open when it throws.
    Ends(TransferPlan plan, int connections, Limit limit, Duration patience, ThreadFactory threads)
            throws IOException, InterruptedException {
        source = control(plan.source());
        target = control(plan.target());
        expect(source, "source", GuestMode.RUNNING);
        expect(target, "target", GuestMode.ARRIVING);
        try (var opened = new Opened()) {
            from = opened.add(memory(source, plan), GuestMemory::close);
            to = opened.add(memory(target, plan), GuestMemory::close);
            target.claim();
            receiver = opened.add(
                    new Receiver(to, InetAddress.getByName(plan.target().address()), connections, patience, threads,
                            target::arrived),
                    Receiver::end);
            sender = Sender.connect(from, new InetSocketAddress(plan.source().address(), 0), receiver.address(),
                    receiver.hello(), limit,
                    patience, threads);
            opened.keep();
        }
    }

    private static GuestControl control(Endpoint endpoint) throws IOException {
        return new GuestControl(GuestDirectory.at(endpoint.control()), OBEDIENCE);
    }

    private static GuestMemory memory(GuestControl guest, TransferPlan plan) throws IOException {
        var memory = GuestMemory.open(guest.directory());
        var bytes = memory.bytes();
        if (bytes.byteSize() != plan.memoryBytes()) {
            memory.close();
            throw new DriverException(Kind.INVALID,
                    "the memory in " + guest.directory().path() + " is not of " + plan.memoryBytes() + " bytes");
        }
        // A page that is touched for the first time costs more than to copy it; better now than in a round.
        bytes.load();
        return memory;
    }

    private static void expect(GuestControl guest, String end, GuestMode expected)
            throws IOException, InterruptedException {
        var mode = guest.status().mode();
        if (mode != expected) {
            throw new DriverException(Kind.BUSY, "the guest at the " + end + " is " + mode + ", not " + expected);
        }
    }

    GuestControl source() {
        return source;
    }

    GuestControl target() {
        return target;
    }

    GuestMemory memory() {
        return from;
    }

    Sender sender() {
        return sender;
    }

    /// Fails if the guest that is to come has died or was replaced meanwhile.
    void check() throws IOException, InterruptedException {
        expect(target, "target", GuestMode.ARRIVING);
    }

    /// What the target's end knows of a failure; the source's end often sees no more than a closed connection.
    Optional<Exception> failure() {
        return receiver.failure();
    }

    /// Cuts the connections; idempotent.
    void cut() {
        sender.close();
        receiver.close();
    }

    /// Only when no round runs any more, and once.
    @Override
    public void close() {
        cut();
        receiver.end();
        from.close();
        to.close();
    }
}
