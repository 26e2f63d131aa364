package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    private final StringWriter text = new StringWriter();

    @Test
    void printsFewPlainLinesWhereNobodyWatches() {
        var bar = new Bar(new PrintWriter(text), false);
        for (var done = 0; done <= 1000; done++) {
            bar.at("write", done, 1000);
        }
        assertEquals(List.of("write 0%", "write 25%", "write 50%", "write 75%", "write 100%"),
                text.toString().lines().map(String::strip).toList());
    }

    @Test
    void neverGoesBackWithinTheSameWork() {
        var bar = new Bar(new PrintWriter(text), true);
        bar.at("write", 80, 100);
        bar.at("write", 20, 100);
        assertFalse(text.toString().contains("20%"), text.toString());
        bar.at("verify", 20, 100);
        assertTrue(text.toString().contains("20%"), text.toString());
    }

    @Test
    void aLineThatStaysReplacesTheBar() {
        var bar = new Bar(new PrintWriter(text), true);
        bar.at("write", 80, 100);
        bar.say("chosen: direct");
        assertTrue(text.toString().endsWith("\r\033[K     chosen: direct\n"), text.toString());
    }
}
