package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.transfer.TransferState.Copying;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AheadTest {
    @Test
    void theShareNeverFallsWhateverTheGuestDoesAndIsWholeOnlyAtTheEnd() {
        var ahead = Ahead.START;
        var shown = 0.0;
        for (var round : List.of(round(500, 310), round(900, 900), round(100, 10), round(1, 0))) {
            for (var part = 0.0; part <= 1; part += 0.25) {
                var share = ahead.share(part);
                assertTrue(share >= shown && share < 1, share + " after " + shown);
                shown = share;
            }
            ahead = ahead.after(round);
        }
        assertTrue(ahead.last().share(0) >= shown);
        assertEquals(1.0, ahead.last().share(1));
    }

    @Test
    void aGuestThatWritesNothingIsNearlyDoneAfterTheFirstRound() {
        assertTrue(Ahead.START.after(round(1, 0)).share(0) > 0.95);
    }

    /// MiB and MiB a second; each round copies 250 MiB in a second.
    private static Copying round(long remaining, long dirty) {
        var mebibyte = 1L << 20;
        return new Copying(1, 250 * mebibyte, 0, remaining * mebibyte, dirty * mebibyte, 250 * mebibyte,
                Duration.ofSeconds(1), List.of());
    }
}
