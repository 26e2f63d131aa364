package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MigrationCourseTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MigrationCourse course = new MigrationCourse(0);

    @Test
    void theShareOfTheWholeJobNeverFallsNotEvenWhenCopyingBeginsAgain() throws Exception {
        var shown = 0.0;
        for (var event : List.of("check 0", "prepare 0", "copy 10", "copy 80", "copy 5", "copy 90", "commit 0",
                "finish 0")) {
            var step = event.split(" ", -1);
            started(step[0], 1);
            progress(step[0], Integer.parseInt(step[1]), 2);
            assertTrue(course.share() >= shown, event + ": " + course.share() + " after " + shown);
            shown = course.share();
        }
        assertTrue(shown > 0.97 && shown < 1, "" + shown);
    }

    @Test
    void theTimeLeftIsARangeBetweenWhatItWasLatelyAndWhatItWasInAll() throws Exception {
        started("copy", 0);
        for (var second = 1; second <= 10; second++) {
            progress("copy", second * 2L, second);
        }
        for (var second = 11; second <= 15; second++) {
            progress("copy", 20 + (second - 10) * 4L, second);
        }
        var left = course.left(seconds(15)).orElseThrow();
        assertTrue(left.least().toSeconds() >= 14 && left.least().toSeconds() <= 18, left.toString());
        assertTrue(left.most().toSeconds() >= 22 && left.most().toSeconds() <= 26, left.toString());
    }

    @Test
    void afterTenSecondsWithoutACopiedByteItSaysWhyFromTheLastNumbers() throws Exception {
        started("copy", 0);
        progress("copy", 10, 1);
        round(1000, 310, 250, 2);
        assertEquals(Optional.empty(), course.stuck(seconds(10)));
        var why = course.stuck(seconds(12)).orElseThrow();
        assertEquals("nothing has moved for 11 s in round 1: the guest dirties 310 MiB/s, the link carries 250 MiB/s"
                + " of the 250 MiB/s it is limited to; a switchover now would take 4000 ms where 300 ms are allowed;"
                + " the connections waited 90 % of the time for the network or the limit", why);
        assertEquals(Optional.empty(), course.left(seconds(12)));
    }

    @Test
    void roundsThatBringNothingAreStuckThoughBytesFlow() throws Exception {
        started("copy", 0);
        for (var second = 1; second <= 14; second++) {
            progress("copy", second, second);
            round(1000, 310, 250, second);
        }
        var why = course.stuck(seconds(14)).orElseThrow();
        assertTrue(why.startsWith("what remains has not become less for 13 s: the guest dirties 310 MiB/s"), why);
    }

    @Test
    void aStepThatWaitsSaysForWhat() throws Exception {
        started("prepare", 0);
        course.event(json("{'type': 'waiting', 'data': {'reason': 'b does not answer'}}"), seconds(1));
        assertEquals("nothing has moved for 11 s in prepare: b does not answer",
                course.stuck(seconds(11)).orElseThrow());
    }

    @Test
    void whereNobodyWatchesTheViewPrintsLinesAndInTheEndWhatWasExpectedAndMeasured() throws Exception {
        var text = new StringWriter();
        var now = new AtomicLong();
        var view = new MigrationView(new Bar(new PrintWriter(text), false), "g", now::get);
        view.event(json("{'type': 'step-started', 'step': 'copy', 'data': {}}"));
        view.progress(json("{'step': 'copy', 'what': 'round 1', 'done': 50, 'total': 100}"));
        view.event(event(30, 100, 250));
        now.set(seconds(15));
        view.tick();
        view.event(json("{'type': 'committed', 'step': 'commit', 'data': {'host': 'b', 'downtime_ms': 31}}"));
        view.ended(json("{'kind': 'migrate', 'subject': 'g', 'state': 'DONE'}"));
        var lines = text.toString().lines().map(String::strip).toList();
        assertTrue(lines.get(0).startsWith("g: 49 %, round 1, "), lines.toString());
        assertTrue(lines.get(1).startsWith("round 1: "), lines.toString());
        assertTrue(lines.get(2).startsWith("stuck? nothing has moved for 15 s"), lines.toString());
        assertEquals(List.of("runs on b; it stood still for 31 ms, 4000 ms were expected",
                "job migrate of g: DONE, after 15 s"), lines.subList(3, 5));
    }

    private void started(String step, long second) throws JsonProcessingException {
        course.event(json("{'type': 'step-started', 'step': '" + step + "', 'data': {}}"), seconds(second));
    }

    private void progress(String step, long percent, long second) throws JsonProcessingException {
        course.progress(json("{'step': '%s', 'what': 'round 1', 'done': %d, 'total': 100}".formatted(step, percent)),
                seconds(second));
    }

    private void round(long remaining, long dirty, long link, long second) throws JsonProcessingException {
        course.event(event(remaining, dirty, link), seconds(second));
    }

    /// MiB and MiB a second.
    private static JsonNode event(long remaining, long dirty, long link) throws JsonProcessingException {
        return json(("{'type': 'round', 'step': 'copy', 'data': {'round': 1, 'remaining_bytes': %d,"
                + " 'dirty_bytes_per_second': %d, 'bytes_per_second': %d, 'limit_bytes_per_second': %d,"
                + " 'predicted_downtime_ms': 4000, 'allowed_downtime_ms': 300, 'elapsed_ms': 1000,"
                + " 'connections': [{'sent_bytes': 1, 'bytes_per_second': 1, 'stalled_ms': 900}]}}")
                .formatted(remaining << 20, dirty << 20, link << 20, 250 << 20));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }
}
