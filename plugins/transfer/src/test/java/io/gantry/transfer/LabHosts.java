package io.gantry.transfer;

import io.gantry.api.DriverContext;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.lab.hypervisor.LabHypervisor;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two lab hosts, and the guest `g` that moves between them.
final class LabHosts implements AutoCloseable {
    static final String GUEST = "g";

    private final GuestSpec spec;
    private LabHypervisor here;
    private LabHypervisor there;

    LabHosts(Path directory, long mebibytes, Map<String, String> properties) throws IOException {
        spec = new GuestSpec(GUEST, mebibytes << 20, properties);
        here = host(directory.resolve("a"));
        there = host(directory.resolve("b"));
    }

    static LabHypervisor host(DriverContext context) {
        return new LabHypervisor(new LabHypervisor.Options("127.0.0.1", Optional.empty(), 0, List.of()), context);
    }

    private static LabHypervisor host(Path directory) throws IOException {
        return host(new TestContext(Files.createDirectories(directory)));
    }

    /// Between two hosts that need not exist.
    static TransferPlan plan(int connections) {
        var endpoint = new Endpoint("h", URI.create("gantry-memory:/nowhere"), "127.0.0.1", Map.of());
        return new TransferPlan(GUEST, 1 << 20, endpoint, endpoint, connections, 0);
    }

    /// Starts the guest on the first host.
    LabHosts start() throws InterruptedException {
        here.define(spec);
        here.start(GUEST);
        return this;
    }

    /// A migration to the other host.
    TransferPlan plan(int connections, long bytesPerSecond) throws InterruptedException {
        return new TransferPlan(GUEST, spec.memoryBytes(), here.source(GUEST), there.target(spec), connections,
                bytesPerSecond);
    }

    /// After an arrival: lets the guest run where it is now.
    void commit() throws InterruptedException {
        there.resume(GUEST);
        here.remove(GUEST);
        var left = here;
        here = there;
        there = left;
    }

    LabHypervisor here() {
        return here;
    }

    LabHypervisor there() {
        return there;
    }

    /// The guest where it runs now.
    GuestStatus status() throws InterruptedException {
        return here.guests().getFirst();
    }

    /// A counter of the guest where it runs now.
    long counter(String name) throws InterruptedException {
        return status().counters().getOrDefault(name, 0L);
    }

    /// Waits until the guest has written so much more.
    void awaitWrites(long more) throws InterruptedException {
        var goal = counter("writes") + more;
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (counter("writes") < goal) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the guest does not write: " + status());
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        try {
            here.remove(GUEST);
            there.remove(GUEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
