package io.gantry.qemu.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.api.Progress;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Connection;
import io.gantry.api.transfer.TransferState.Copying;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes rounds of what QEMU counts from the beginning of a migration.
final class Rounds {
    /// What has been counted at one moment.
    private record Count(Instant at, long zeroBytes, long sentBytes) {}

    private final long memoryBytes;
    private final Duration stall;
    private final Sockets sockets;
    private Count last = new Count(Instant.EPOCH, 0, 0);
    private int number;
    private long toCopy;
    private List<Connection> connections = List.of();
    private String seen = "";
    private long seenAt = System.nanoTime();

    Rounds(long memoryBytes, Duration stall, Sockets sockets) {
        this.memoryBytes = memoryBytes;
        this.toCopy = memoryBytes;
        this.stall = stall;
        this.sockets = sockets;
    }

    /// The first round begins.
    void begin(Instant at) {
        if (number == 0) {
            last = new Count(at, 0, 0);
        }
    }

    Copying end(Instant at, JsonNode migration) throws IOException, InterruptedException {
        var ram = migration.path("ram");
        var now = count(at, ram);
        var took = Duration.between(last.at, at);
        var remaining = ram.path("remaining").asLong();
        connections = sockets.look(took, connections);
        number++;
        var round = new Copying(number, toCopy, Math.min(toCopy, now.zeroBytes - last.zeroBytes), remaining,
                rate(remaining, took), rate(now.sentBytes - last.sentBytes, took), took, connections);
        last = now;
        toCopy = Math.min(remaining, memoryBytes);
        return round;
    }

    Arrived arrived(JsonNode migration, Duration halted) {
        number++;
        var sent = migration.path("ram").path("normal-bytes").asLong() - last.sentBytes;
        return new Arrived(number, Math.min(Math.max(sent, 0), memoryBytes), halted, connections);
    }

    private static Count count(Instant at, JsonNode ram) {
        return new Count(at, ram.path("duplicate").asLong() * ram.path("page-size").asLong(),
                ram.path("normal-bytes").asLong());
    }

    private static long rate(long bytes, Duration took) {
        return (long) (bytes / (Math.max(took.toNanos(), 1) / (double) TimeUnit.SECONDS.toNanos(1)));
    }

    /// Between two events: tells how far the round is.
    ///
    /// @throws IOException if nothing has changed for too long; some mistakes make QEMU wait for ever
    void look(JsonNode migration, Progress progress) throws IOException {
        var ram = migration.path("ram");
        var state = migration.path("status").asText() + " " + ram.path("transferred").asLong() + " "
                + ram.path("remaining").asLong();
        if (!state.equals(seen)) {
            seen = state;
            seenAt = System.nanoTime();
            progress.report("copy", Math.max(0, toCopy - ram.path("remaining").asLong(toCopy)), toCopy);
        } else if (System.nanoTime() - seenAt > stall.toNanos()) {
            throw new IOException("nothing has moved for " + stall.toSeconds() + " s; QEMU says " + state
                    + " (state, bytes sent, bytes remaining)");
        }
    }
}
