package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.Fit;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.MemoryProof;
import io.gantry.api.Migratable;
import io.gantry.api.TransferStrategy;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.api.transfer.Endpoint;
import io.gantry.api.transfer.TransferPlan;
import io.gantry.api.transfer.TransferState.Arrived;
import io.gantry.api.transfer.TransferState.Copying;
import io.gantry.api.transfer.Tuning;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every [TransferStrategy], shown on two compute hosts of a kind that it speaks to.
///
/// @param <D> the driver
/// @param <H> the hypervisor
public abstract class TransferContract<D extends TransferStrategy, H extends HypervisorDriver & Migratable & MemoryProof>
        extends
            DriverContract<D> {
    @TempDir
    Path from = Path.of("");

    @TempDir
    Path to = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private H source;

    @SuppressWarnings("NullAway.Init")
    private H target;

    /// A compute host.
    protected abstract H host(DriverContext context) throws Exception;

    /// A small guest that keeps writing to its memory.
    protected abstract GuestSpec guest();

    /// Returns when a guest that was just started writes as it will go on to; at once, unless said otherwise.
    protected void settle(H host) throws Exception {}

    /// That the guest, which runs at its new host, finds its memory as it was, by what it says itself; nothing, unless said otherwise.
    protected void check(H host) throws Exception {}

    @BeforeEach
    void openTwoHosts() throws Exception {
        source = host(new TestContext(Files.createDirectories(from.resolve("s"))));
        target = host(new TestContext(Files.createDirectories(to.resolve("t"))));
    }

    @AfterEach
    void removeTheGuest() throws Exception {
        source.remove(name());
        target.remove(name());
    }

    private String name() {
        return guest().name();
    }

    private State stateAtSource() throws InterruptedException {
        return source.guests().getFirst().state();
    }

    private TransferPlan plan() throws Exception {
        source.define(guest());
        source.start(name());
        settle(source);
        return new TransferPlan(name(), guest().memoryBytes(), source.source(name()), target.target(guest()), 0, 0);
    }

    @Test
    void saysYesWithItsReasonToWhatItSpeaks() throws Exception {
        try (var driver = open()) {
            assertFalse(assertInstanceOf(Fit.Yes.class, driver.fit(plan())).reason().isBlank());
        }
    }

    @Test
    void saysNoWithItsReasonToAProtocolItDoesNotSpeak() throws Exception {
        try (var driver = open()) {
            var stranger = new Endpoint("elsewhere", URI.create("unheard-of:guest"), "127.0.0.1", Map.of());
            var plan = new TransferPlan(name(), guest().memoryBytes(), stranger, stranger, 0, 0);
            assertFalse(assertInstanceOf(Fit.No.class, driver.fit(plan)).reason().isBlank());
            Refusals.refused(Kind.INVALID, () -> driver.open(plan));
        }
    }

    @Test
    void copiesInRoundsWhileTheGuestRunsAndThenBringsItOverIdentical() throws Exception {
        try (var driver = open()) {
            bringOver(driver);
            assertEquals(State.PAUSED, stateAtSource());
            assertEquals(source.memoryDigest(name()), target.memoryDigest(name()));
            target.resume(name());
            assertEquals(State.RUNNING, target.guests().getFirst().state());
            check(target);
        }
    }

    private void bringOver(TransferStrategy driver) throws Exception {
        try (var transfer = driver.open(plan())) {
            assertEquals(State.RUNNING, stateAtSource());
            var first = assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {}));
            assertEquals(1, first.round());
            assertEquals(guest().memoryBytes(), first.copiedBytes());
            assertTrue(first.remainingBytes() <= guest().memoryBytes());
            assertFalse(first.connections().isEmpty());
            assertEquals(State.RUNNING, stateAtSource());
            assertEquals(2, assertInstanceOf(Copying.class, transfer.await((_, _, _) -> {})).round());
            transfer.apply(new Tuning.SwitchOver());
            var arrived = assertInstanceOf(Arrived.class, transfer.await((_, _, _) -> {}));
            assertEquals(3, arrived.rounds());
            assertEquals(first.connections().size(), arrived.connections().size());
            assertEquals(State.PAUSED, stateAtSource());
            assertEquals(State.ARRIVED, target.guests().getFirst().state());
        }
    }

    @Test
    void anEndBeforeArrivalLeavesTheGuestRunningAtTheSource() throws Exception {
        try (var driver = open()) {
            for (var rounds = 0; rounds < 3; rounds++) {
                var transfer = driver.open(plan());
                for (var round = 0; round < rounds; round++) {
                    transfer.await((_, _, _) -> {});
                    transfer.apply(new Tuning.Throttle(50));
                }
                transfer.close();
                transfer.close();
                assertEquals(State.RUNNING, stateAtSource());
            }
        }
    }

    @Test
    void canBeTriedAgainAfterItWasEnded() throws Exception {
        try (var driver = open()) {
            try (var transfer = driver.open(plan())) {
                transfer.await((_, _, _) -> {});
            }
            try (var transfer = driver.open(plan())) {
                transfer.apply(new Tuning.SwitchOver());
                assertInstanceOf(Arrived.class, transfer.await((_, _, _) -> {}));
                assertEquals(source.memoryDigest(name()), target.memoryDigest(name()));
            }
        }
    }
}
