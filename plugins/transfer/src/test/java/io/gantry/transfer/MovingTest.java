package io.gantry.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Transfer;
import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import io.gantry.memory.GuestDirectory;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovingTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void singleMovesARunningGuestAndLosesNoWrite() throws Exception {
        moves(single(), 1);
    }

    @Test
    void parallelMovesARunningGuestAndLosesNoWrite() throws Exception {
        moves(parallel(), 4);
    }

    private TransferStrategy single() {
        return new Single(new Single.Options(Duration.ofSeconds(10)), new TestContext(directory));
    }

    private TransferStrategy parallel() {
        return new Parallel(new Parallel.Options(4, Duration.ofSeconds(10)), new TestContext(directory));
    }

    private void moves(TransferStrategy strategy, int connections) throws Exception {
        try (var hosts = new LabHosts(directory, 64, Map.of("dirty-region", "8", "rate", "20000")).start()) {
            hosts.awaitWrites(5000);
            try (var transfer = strategy.open(hosts.plan(0, 0))) {
                var first = assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
                assertEquals(64 << 20, first.copiedBytes());
                assertTrue(first.zeroBytes() > 20 << 20, first.toString());
                assertEquals(connections, first.connections().size());
                hosts.awaitWrites(500);
                assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
                transfer.apply(new Tuning.SwitchOver());
                var arrived = assertInstanceOf(Arrived.class, transfer.await((_, _, _) -> {}));
                assertEquals(3, arrived.rounds());
            }
            assertEquals(hosts.here().memoryDigest(LabHosts.GUEST), hosts.there().memoryDigest(LabHosts.GUEST));
            hosts.commit();
            hosts.awaitWrites(5000);
            assertEquals(State.RUNNING, hosts.status().state());
            assertEquals(0, hosts.counter("lost"));
        }
    }

    @Test
    void losesNoWriteOnTheWayThereAndBackTenTimes() throws Exception {
        try (var hosts = new LabHosts(directory, 8, Map.of("dirty-region", "4", "rate", "50000")).start()) {
            for (var i = 0; i < 20; i++) {
                var strategy = i / 2 % 2 == 0 ? single() : parallel();
                try (var transfer = strategy.open(hosts.plan(0, 0))) {
                    assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
                    hosts.awaitWrites(100);
                    transfer.apply(new Tuning.SwitchOver());
                    assertInstanceOf(Arrived.class, transfer.await((_, _, _) -> {}));
                }
                assertEquals(hosts.here().memoryDigest(LabHosts.GUEST), hosts.there().memoryDigest(LabHosts.GUEST));
                hosts.commit();
            }
            // So many that every slot has been written to again, and thereby checked.
            hosts.awaitWrites(2048);
            assertEquals(0, hosts.counter("lost"));
        }
    }

    @Test
    void canBeEndedFromOutsideInAnyPhaseAndLeavesTheGuestRunning() throws Exception {
        try (var hosts = new LabHosts(directory, 8, Map.of("dirty-region", "8", "rate", "1000", "fill", "100"))
                .start()) {
            // The first round takes seconds at this rate, so it is under way when it is ended.
            endsInTheMiddle(hosts, parallel().open(hosts.plan(4, 2 << 20)), State.RUNNING);
            var last = single().open(hosts.plan(0, 2 << 20));
            last.apply(new Tuning.Throttle(90));
            last.apply(new Tuning.SwitchOver());
            endsInTheMiddle(hosts, last, State.PAUSED);
            hosts.awaitWrites(500);
        }
    }

    private static void endsInTheMiddle(LabHosts hosts, Transfer transfer, State during) throws Exception {
        var failure = new CompletableFuture<DriverException>();
        var waiting = Thread.startVirtualThread(
                () -> failure.complete(assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {}))));
        while (hosts.status().state() != during) {
            Thread.onSpinWait();
        }
        transfer.close();
        assertEquals(State.RUNNING, hosts.status().state());
        assertEquals(Kind.FAILED, failure.get(5, TimeUnit.SECONDS).kind());
        waiting.join();
        assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {}));
    }

    @Test
    void anInterruptEndsItAndLeavesTheGuestRunning() throws Exception {
        try (var hosts = new LabHosts(directory, 8, Map.of("fill", "100")).start();
                var transfer = single().open(hosts.plan(0, 2 << 20))) {
            transfer.apply(new Tuning.SwitchOver());
            var outcome = new CompletableFuture<InterruptedException>();
            var waiting = Thread.startVirtualThread(
                    () -> outcome
                            .complete(assertThrows(InterruptedException.class, () -> transfer.await((_, _, _) -> {}))));
            while (hosts.status().state() != State.PAUSED) {
                Thread.onSpinWait();
            }
            waiting.interrupt();
            outcome.get(5, TimeUnit.SECONDS);
            assertEquals(State.RUNNING, hosts.status().state());
        }
    }

    @Test
    void aTargetThatDiesIsNoticedAndTheGuestRunsOnAtTheSource() throws Exception {
        try (var hosts = new LabHosts(directory, 8, Map.of()).start()) {
            var plan = hosts.plan(0, 0);
            try (var transfer = single().open(plan)) {
                transfer.await((_, _, _) -> {});
                var pid = Long.parseLong(Files.readString(GuestDirectory.at(plan.target().control()).pid()));
                ProcessHandle.of(pid).orElseThrow().destroyForcibly();
                ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
                transfer.apply(new Tuning.SwitchOver());
                assertEquals(Kind.UNREACHABLE,
                        assertThrows(DriverException.class, () -> transfer.await((_, _, _) -> {})).kind());
                assertEquals(State.RUNNING, hosts.status().state());
            }
        }
    }

    @Test
    void memoryThatAnEarlierAttemptWroteToIsNotUsedAgain() throws Exception {
        try (var hosts = new LabHosts(directory, 8, Map.of()).start()) {
            var plan = hosts.plan(0, 0);
            try (var transfer = single().open(plan)) {
                transfer.await((_, _, _) -> {});
            }
            assertEquals(Kind.BUSY, assertThrows(DriverException.class, () -> single().open(plan)).kind());
        }
    }

    @Test
    void movesMuchMoreMemoryThanTheHeapHolds() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, "-Xmx24m", "-XX:MaxDirectMemorySize=8m", "-cp",
                System.getProperty("java.class.path"),
                MoveInSmallHeap.class.getName(), directory.toString()).redirectErrorStream(true).start();
        try (var output = process.inputReader()) {
            var said = output.lines().toList();
            assertEquals(0, process.waitFor(), said.toString());
        } finally {
            process.destroyForcibly();
        }
    }
}
