package io.gantry.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.base.Problem;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private final Attempts attempts = new Attempts(() -> now);

    private boolean guess(String user, String address) throws InterruptedException {
        return attempts.matches(user, address, () -> false);
    }

    @Test
    void sixWrongOnesLockTheUserForThatAddressAndForFiveMinutes() throws Exception {
        for (var count = 0; count < 6; count++) {
            assertFalse(guess("ann", "192.0.2.1"));
        }
        var locked = assertThrows(Problem.class, () -> attempts.matches("ann", "192.0.2.1", () -> true));
        assertEquals(Problem.Kind.UNAUTHENTICATED, locked.kind());
        assertEquals(Duration.ofMinutes(5), locked.after().orElseThrow());
        assertTrue(attempts.matches("ann", "192.0.2.2", () -> true));
        assertTrue(attempts.matches("eve", "192.0.2.1", () -> true));
        now = now.plus(Duration.ofMinutes(5));
        assertTrue(attempts.matches("ann", "192.0.2.1", () -> true));
    }

    @Test
    void theRightOneForgives() throws Exception {
        for (var count = 0; count < 20; count++) {
            assertEquals(count % 5 == 4,
                    attempts.matches("ann", "192.0.2.1", count % 5 == 4 ? () -> true : () -> false));
        }
    }

    @Test
    void anAddressMayBeWrongThirtyTimesAMinute() throws Exception {
        for (var count = 0; count < 30; count++) {
            assertFalse(guess("user " + count, "2001:db8::" + count));
        }
        var limited = assertThrows(Problem.class, () -> guess("another", "2001:db8::ffff"));
        assertEquals(Problem.Kind.TOO_MANY, limited.kind());
        assertFalse(guess("another", "2001:db8:0:1::1"));
        now = now.plus(Duration.ofMinutes(1));
        assertFalse(guess("another", "2001:db8::ffff"));
    }
}
