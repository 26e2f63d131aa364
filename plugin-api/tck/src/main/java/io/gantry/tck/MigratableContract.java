package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.Migratable;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every hypervisor that is [Migratable]. How the memory gets from one to the other, [TransferContract] checks.
///
/// @param <D> the driver
public abstract class MigratableContract<D extends HypervisorDriver & Migratable> {
    @TempDir
    Path directory = Path.of("");

    /// A driver as the operator's file would configure it. Called several times in one test.
    protected abstract D open(DriverContext context) throws Exception;

    /// A small guest that can be started.
    protected abstract GuestSpec guest();

    @AfterEach
    void removeTheGuest() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.remove(guest().name());
        }
    }

    private static State state(HypervisorDriver driver) throws InterruptedException {
        return driver.guests().getFirst().state();
    }

    @Test
    void namesTheSourceAndChangesNothing() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.define(guest());
            driver.start(guest().name());
            assertEquals(driver.source(guest().name()), driver.source(guest().name()));
            assertEquals(State.RUNNING, state(driver));
        }
    }

    @Test
    void makesRoomForAGuestThatCannotRunYet() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.target(guest());
            assertEquals(State.ARRIVING, state(driver));
            Refusals.refused(Kind.BUSY, () -> driver.resume(guest().name()));
            assertEquals(State.ARRIVING, state(driver));
        }
    }

    @Test
    void throwsAwayWhatAnEarlierAttemptLeft() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.target(guest());
            driver.target(guest());
            assertEquals(State.ARRIVING, state(driver));
            assertEquals(1, driver.guests().size());
        }
    }

    @Test
    void refusesToReplaceAGuestThatRunsHere() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.define(guest());
            driver.start(guest().name());
            Refusals.refused(Kind.BUSY, () -> driver.target(guest()));
            assertEquals(State.RUNNING, state(driver));
        }
    }

    @Test
    void refusesASourceItDoesNotKnow() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            Refusals.refused(Kind.INVALID, () -> driver.source("unknown"));
        }
    }
}
