package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.HypervisorDriver;
import io.gantry.api.MemoryProof;
import io.gantry.api.guest.GuestSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What holds for every hypervisor with [MemoryProof].
///
/// @param <D> the driver
public abstract class MemoryProofContract<D extends HypervisorDriver & MemoryProof> {
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

    @Test
    void digestsAHaltedGuestAndOnlyAHaltedOne() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            driver.define(guest());
            driver.start(guest().name());
            Refusals.refused(Kind.BUSY, () -> driver.memoryDigest(guest().name()));
            driver.pause(guest().name());
            var digest = driver.memoryDigest(guest().name());
            assertTrue(digest.matches("[0-9a-f]{64}"), digest);
            assertEquals(digest, driver.memoryDigest(guest().name()));
        }
    }

    @Test
    void refusesAGuestItDoesNotKnow() throws Exception {
        try (var driver = open(new TestContext(directory))) {
            Refusals.refused(Kind.INVALID, () -> driver.memoryDigest("unknown"));
        }
    }
}
