package io.gantry.transfer;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Transfer;
import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Connection;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.memory.GuestMemory;
import io.gantry.memory.RefusedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One migration. The lock is held while a round runs; whoever wants to end it cuts the connections first, which makes the round fail, and
/// then has both guests to himself.
final class MemoryTransfer implements Transfer {
    private final String guest;
    private final Ends ends;
    private final Limit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Tuning> pending = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private boolean last;
    private boolean touched;
    private boolean over;

    MemoryTransfer(String guest, Ends ends, Limit limit) {
        this.guest = guest;
        this.ends = ends;
        this.limit = limit;
    }

    @Override
    public TransferState await(Progress progress) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (over) {
                throw new DriverException(Kind.INVALID,
                        "the migration of guest " + guest + " is over; open another one");
            }
            return proceed(progress);
        } finally {
            lock.unlock();
        }
    }

    /// A migration that fails gives the guest back to its source at once: the host may take its time to close it.
    private TransferState proceed(Progress progress) throws InterruptedException {
        var succeeded = false;
        try {
            tune();
            ends.check();
            var state = last ? switchOver(progress) : copy(progress);
            succeeded = true;
            return state;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (!succeeded) {
                abort();
            }
        }
    }

    private Copying copy(Progress progress) throws IOException, InterruptedException {
        var round = ends.sender().round(progress);
        var remaining = ends.memory().dirty().count() * GuestMemory.PAGE;
        return new Copying(ends.sender().rounds(), round.looked(), round.zero(), remaining,
                rate(remaining, round.took()),
                rate(round.looked() - round.zero(), round.took()), round.took(), connections(round));
    }

    private Arrived switchOver(Progress progress) throws IOException, InterruptedException {
        var start = System.nanoTime();
        touched = true;
        ends.source().pause();
        var round = ends.sender().round(progress);
        ends.sender().finish();
        var halted = Duration.ofNanos(System.nanoTime() - start);
        var arrived = new Arrived(ends.sender().rounds(), round.looked(), halted, connections(round));
        over = true;
        ends.close();
        return arrived;
    }

    private void tune() throws IOException, InterruptedException {
        for (var tuning = pending.poll(); tuning != null; tuning = pending.poll()) {
            switch (tuning) {
                case Tuning.Bandwidth(var bytesPerSecond) -> limit.set(bytesPerSecond);
                case Tuning.Throttle(var percent) -> {
                    touched = true;
                    ends.source().throttle(percent);
                }
                case Tuning.SwitchOver() -> last = true;
            }
        }
    }

    private List<Connection> connections(Sender.Round round) {
        var connections = new ArrayList<Connection>();
        var wires = ends.sender().wires();
        for (var i = 0; i < wires.size(); i++) {
            var wire = wires.get(i);
            connections.add(new Connection(wire.sentBytes(), rate(round.sent().get(i), round.took()), wire.stalled()));
        }
        return connections;
    }

    private static long rate(long bytes, Duration took) {
        return (long) (bytes / (Math.max(took.toNanos(), 1) / (double) TimeUnit.SECONDS.toNanos(1)));
    }

    @Override
    public void apply(Tuning tuning) {
        pending.add(tuning);
    }

    @Override
    public void close() {
        closed = true;
        ends.cut();
        lock.lock();
        try {
            abort();
        } finally {
            lock.unlock();
        }
    }

    /// Leaves the guest at the source as it was, unless it has arrived.
    private void abort() {
        if (over) {
            return;
        }
        over = true;
        ends.cut();
        try {
            if (touched) {
                letGo();
            }
        } finally {
            ends.close();
        }
    }

    /// Also for an interrupted thread, which else would leave a guest halted.
    private void letGo() {
        var interrupted = Thread.interrupted();
        while (true) {
            try {
                ends.source().resume();
                break;
            } catch (ConnectException e) {
                // It died, and nothing here can give it back.
                break;
            } catch (IOException e) {
                throw new DriverException(Kind.UNREACHABLE,
                        "guest " + guest + " may stand still at the source, resume it there: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private DriverException failed(IOException seen) {
        if (closed) {
            return new DriverException(Kind.FAILED, "the migration of guest " + guest + " was ended by request", seen);
        }
        // That the other side was cut off says less than what this side saw.
        var cause = ends.failure()
                .filter(other -> !(other instanceof EOFException || other instanceof ClosedChannelException));
        return failure(guest, cause.orElse(seen));
    }

    /// In the words of the contract.
    static DriverException failure(String guest, Exception cause) {
        var kind = switch (cause) {
            case RefusedException e -> Kind.BUSY;
            case ProtocolException e -> Kind.FAILED;
            case IOException e -> Kind.UNREACHABLE;
            default -> Kind.FAILED;
        };
        return new DriverException(kind, "moving the memory of guest " + guest + " failed: " + cause.getMessage(),
                cause);
    }
}
