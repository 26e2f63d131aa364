package io.gantry.qemu.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Progress;
import io.gantry.api.Transfer;
import io.gantry.api.transfer.TransferState;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.qmp.QmpEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One migration by QEMU. QEMU's passes are the rounds: each time it looks what was written meanwhile it says so, and the numbers hold at that moment only.
final class QemuTransfer implements Transfer {
    private static final Duration STEP = Duration.ofMillis(200);

    private final String guest;
    private final Ends ends;
    private final Rounds rounds;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Tuning> pending = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private boolean begun;
    private boolean last;
    private boolean over;
    private @Nullable Instant halted;

    QemuTransfer(String guest, Ends ends, Rounds rounds, InstantSource clock) {
        this.guest = guest;
        this.ends = ends;
        this.rounds = rounds;
        this.clock = clock;
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

    /// A migration that fails gives the guest back to its source at once.
    private TransferState proceed(Progress progress) throws InterruptedException {
        var succeeded = false;
        try {
            begin(progress);
            var state = next(progress);
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

    private void begin(Progress progress) throws IOException, InterruptedException {
        if (!begun) {
            begun = true;
            ends.mirror(progress);
            ends.source().execute("migrate", Map.of("uri", ends.address()));
        }
    }

    private TransferState next(Progress progress) throws IOException, InterruptedException {
        while (true) {
            tune();
            if (closed) {
                throw new IOException("it was ended by request");
            }
            var event = ends.source().event(STEP);
            if (event.isEmpty()) {
                rounds.look(ends.source().migration(), progress);
                continue;
            }
            var state = after(event.get());
            if (state != null) {
                return state;
            }
        }
    }

    private @Nullable TransferState after(QmpEvent event) throws IOException, InterruptedException {
        switch (event.name()) {
            case "STOP" -> halted = event.at();
            case "MIGRATION_PASS" -> {
                // The first says that it begins, the one after the halt is part of the last round.
                // QEMU takes a moment to obey, and may look again before it halts the guest.
                if (!last && halted == null && event.data().path("pass").asInt() > 1) {
                    return round(event);
                }
                rounds.begin(event.at());
            }
            case "MIGRATION" -> {
                return turn(event.data().path("status").asText());
            }
            default -> {
            }
        }
        return null;
    }

    private Copying round(QmpEvent event) throws IOException, InterruptedException {
        return rounds.end(event.at(), ends.source().migration());
    }

    private @Nullable TransferState turn(String status) throws IOException, InterruptedException {
        return switch (status) {
            case "pre-switchover" -> {
                ends.finishDisks();
                ends.source().execute("migrate-continue", Map.of("state", status));
                yield null;
            }
            case "completed" -> arrived(ends.source().migration());
            case "failed", "cancelled" -> throw new IOException(reason(ends.source().migration(), status));
            default -> null;
        };
    }

    /// That the source has handed over everything proves nothing: the target itself has to say that it holds the guest.
    private Arrived arrived(JsonNode migration) throws IOException, InterruptedException {
        ends.awaitArrival();
        var since = halted == null ? clock.instant() : halted;
        var arrived = rounds.arrived(migration, Duration.between(since, clock.instant()));
        over = true;
        ends.close();
        return arrived;
    }

    private String reason(JsonNode migration, String status) {
        var description = migration.path("error-desc").asText("");
        var target = ends.target().lastWords();
        return "QEMU at the source says that it has " + status + (description.isEmpty() ? "" : ": " + description)
                + (target.isEmpty() ? "" : "; QEMU at the target said: " + target);
    }

    private void tune() throws IOException, InterruptedException {
        for (var tuning = pending.poll(); tuning != null; tuning = pending.poll()) {
            last |= tuning instanceof Tuning.SwitchOver;
            var parameters = switch (tuning) {
                case Tuning.Bandwidth(var bytesPerSecond) -> Map.<String, Object>of("max-bandwidth", bytesPerSecond);
                case Tuning.Throttle(var percent) -> Settings.throttle(percent);
                case Tuning.SwitchOver() -> Settings.switchOver();
            };
            ends.source().execute("migrate-set-parameters", parameters);
        }
    }

    @Override
    public void apply(Tuning tuning) {
        pending.add(tuning);
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            abort();
        } finally {
            lock.unlock();
        }
    }

    /// Leaves the guest at the source, running, unless it has arrived.
    private void abort() {
        if (over) {
            return;
        }
        over = true;
        // An interrupted thread has to do it as well, else it leaves a guest halted.
        var interrupted = Thread.interrupted();
        try {
            ends.giveBack();
        } catch (IOException e) {
            throw new DriverException(Kind.UNREACHABLE,
                    "guest " + guest + " may stand still at the source, resume it there: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            ends.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private DriverException failed(IOException seen) {
        if (closed) {
            return new DriverException(Kind.FAILED, "the migration of guest " + guest + " was ended by request", seen);
        }
        return failure(guest, seen);
    }

    /// In the words of the contract.
    static DriverException failure(String guest, IOException cause) {
        return new DriverException(Kind.FAILED, "moving guest " + guest + " failed: " + cause.getMessage(), cause);
    }
}
