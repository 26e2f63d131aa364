package io.gantry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.Progress;
import java.util.LinkedHashMap;
import java.util.Map;

/// Takes reports of progress and holds them to their rules: within a step it only goes forward, and it never passes the total.
final class Steps implements Progress {
    private record Report(long done, long total) {}

    private final Map<String, Report> last = new LinkedHashMap<>();

    @Override
    public void report(String step, long done, long total) {
        assertFalse(step.isBlank(), "a step without a name");
        assertTrue(done >= 0 && total >= 0, "%s: %d of %d".formatted(step, done, total));
        assertTrue(total == 0 || done <= total, "%s: %d of %d".formatted(step, done, total));
        var before = last.put(step, new Report(done, total));
        if (before != null) {
            assertTrue(before.done() <= done, "%s went back from %d to %d".formatted(step, before.done(), done));
            assertEquals(before.total(), total, step + " changed its total");
        }
    }

    /// The work is over: there was a report, and every step reached its total.
    void ended() {
        assertFalse(last.isEmpty(), "no progress was reported: a silent driver is interrupted");
        last.forEach((step, report) -> assertEquals(report.total(), report.done(), step + " ended early"));
    }
}
