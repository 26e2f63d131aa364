package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException.Kind;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus;
import io.gantry.api.guest.GuestStatus.State;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What holds for every [HypervisorDriver].
///
/// @param <D> the driver
public abstract class HypervisorContract<D extends HypervisorDriver> extends DriverContract<D> {
    /// A small guest that can be started; if its hypervisor counts `writes`, one that keeps writing.
    protected abstract GuestSpec guest();

    @AfterEach
    void removeTheGuest() throws Exception {
        try (var driver = open()) {
            driver.remove(guest().name());
        }
    }

    private String name() {
        return guest().name();
    }

    private GuestStatus status(HypervisorDriver driver) throws InterruptedException {
        var here = driver.guests().stream().filter(guest -> guest.name().equals(name())).toList();
        assertEquals(1, here.size(), here.toString());
        return here.getFirst();
    }

    @Test
    void definesAGuestStoppedAndTwiceIsAsOnce() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            driver.define(guest());
            assertEquals(State.STOPPED, status(driver).state());
        }
    }

    @Test
    void refusesAnotherGuestOfThatName() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            var other = new GuestSpec(name(), guest().memoryBytes() * 2, guest().properties());
            Refusals.refused(Kind.BUSY, () -> driver.define(other));
            assertEquals(State.STOPPED, status(driver).state());
        }
    }

    @Test
    void startsHaltsAndStopsAGuestAndTwiceIsAsOnce() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            for (var i = 0; i < 2; i++) {
                driver.start(name());
                assertEquals(State.RUNNING, status(driver).state());
            }
            for (var i = 0; i < 2; i++) {
                driver.pause(name());
                assertEquals(State.PAUSED, status(driver).state());
            }
            for (var i = 0; i < 2; i++) {
                driver.resume(name());
                assertEquals(State.RUNNING, status(driver).state());
            }
            for (var i = 0; i < 2; i++) {
                driver.stop(name());
                assertEquals(State.STOPPED, status(driver).state());
            }
        }
    }

    @Test
    void aHaltedGuestWritesNoMore() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            driver.start(name());
            driver.pause(name());
            assertEquals(status(driver).counters().get("writes"), status(driver).counters().get("writes"));
        }
    }

    @Test
    void adoptsWhatStillRunsWhenItIsOpenedAgain() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            driver.start(name());
        }
        try (var driver = open()) {
            assertEquals(State.RUNNING, status(driver).state());
            driver.pause(name());
            assertEquals(State.PAUSED, status(driver).state());
        }
    }

    @Test
    void forgetsAGuestThatIsRemoved() throws Exception {
        try (var driver = open()) {
            driver.define(guest());
            driver.start(name());
            driver.remove(name());
            driver.remove(name());
            assertTrue(driver.guests().stream().noneMatch(guest -> guest.name().equals(name())));
        }
    }

    @Test
    void refusesAGuestItDoesNotKnow() throws Exception {
        try (var driver = open()) {
            driver.remove("unknown");
            assertAll(Stream.of(() -> Refusals.refused(Kind.INVALID, () -> driver.start("unknown")),
                    () -> Refusals.refused(Kind.INVALID, () -> driver.pause("unknown")),
                    () -> Refusals.refused(Kind.INVALID, () -> driver.resume("unknown")),
                    () -> Refusals.refused(Kind.INVALID, () -> driver.stop("unknown"))));
        }
    }
}
