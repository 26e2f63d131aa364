package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// A migration drawn while it runs: a line for each round and whatever else happens, and below them, on a terminal, a block that moves.
final class MigrationView implements JobView {
    private static final int WIDTH = 30;
    private static final Duration REPEAT = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 8;

    private final Bar bar;
    private final String guest;
    private final LongSupplier clock;
    private final MigrationCourse course;
    private final long began;
    private long complained;
    private int quarter;
    private long predicted = -1;

    MigrationView(Bar bar, String guest, LongSupplier clock) {
        this.bar = bar;
        this.guest = guest;
        this.clock = clock;
        this.began = clock.getAsLong();
        this.complained = began - REPEAT.toNanos();
        this.course = new MigrationCourse(began);
    }

    @Override
    public void event(JsonNode event) {
        course.event(event, clock.getAsLong());
        var data = event.path("data");
        if (event.path("type").asText().equals("round")) {
            predicted = data.path("predicted_downtime_ms").asLong();
        }
        if (event.path("type").asText().equals("committed")) {
            bar.say("runs on %s; it stood still for %d ms%s".formatted(data.path("host").asText(),
                    data.path("downtime_ms").asLong(), predicted < 0 ? "" : ", " + predicted + " ms were expected"));
        } else {
            EventText.of(event).ifPresent(bar::say);
        }
        draw();
    }

    @Override
    public void progress(JsonNode standing) {
        course.progress(standing, clock.getAsLong());
        draw();
    }

    @Override
    public void tick() {
        draw();
    }

    @Override
    public void ended(JsonNode job) {
        bar.say(PlainView.end(job) + ", after " + text(Duration.ofNanos(clock.getAsLong() - began)));
    }

    private void draw() {
        var now = clock.getAsLong();
        course.stuck(now).filter(_ -> now - complained >= REPEAT.toNanos()).ifPresent(why -> {
            complained = now;
            bar.say("stuck? " + why);
        });
        if (bar.terminal()) {
            bar.block(block(now));
        } else if ((int) (course.share() * 4) > quarter) {
            quarter = (int) (course.share() * 4);
            bar.say(headline(now));
        }
    }

    /// The moving part.
    private List<String> block(long now) {
        var lines = new ArrayList<String>();
        lines.add(gauge(course.share()) + " " + headline(now));
        var round = course.round();
        if (!round.isMissingNode()) {
            var dirty = round.path("dirty_bytes_per_second").asLong();
            var link = round.path("bytes_per_second").asLong();
            var most = Math.max(1, Math.max(dirty, link));
            lines.add(gauge((double) link / most) + " the link carries " + new Size(link) + "/s"
                    + limit(round.path("limit_bytes_per_second").asLong()));
            lines.add(gauge((double) dirty / most) + " the guest dirties " + new Size(dirty) + "/s"
                    + throttle(round.path("throttle_percent").asInt()));
            lines.add("downtime: %d ms expected, %d ms allowed by now; %s remain".formatted(
                    round.path("predicted_downtime_ms").asLong(), round.path("allowed_downtime_ms").asLong(),
                    new Size(round.path("remaining_bytes").asLong())));
            connections(round.path("connections"), lines);
        }
        return lines;
    }

    private static void connections(JsonNode connections, List<String> lines) {
        var number = 0;
        for (var one : connections) {
            if (++number > MOST_CONNECTIONS) {
                lines.add("and " + (connections.size() - MOST_CONNECTIONS) + " connections more");
                return;
            }
            lines.add("connection %d: %s sent, %s/s, waited %s".formatted(number,
                    new Size(one.path("sent_bytes").asLong()), new Size(one.path("bytes_per_second").asLong()),
                    text(Duration.ofMillis(one.path("stalled_ms").asLong()))));
        }
    }

    private String headline(long now) {
        var left = course.left(now).map(MigrationView::text).orElse("time left not known");
        return "%s: %d %%, %s, %s".formatted(guest, (int) (100 * course.share()), course.where(),
                course.takenBack().isEmpty() ? left : "taken back: " + course.takenBack());
    }

    private static String text(MigrationCourse.Range range) {
        var least = text(range.least());
        var most = text(range.most());
        return least.equals(most) ? "about " + least + " left" : least + " to " + most + " left";
    }

    /// Rounded up, and the coarser the longer.
    static String text(Duration time) {
        var seconds = time.plusMillis(999).toSeconds();
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? (seconds + 59) / 60 + " min" : (seconds + 3599) / 3600 + " h";
    }

    private static String limit(long bytesPerSecond) {
        return bytesPerSecond == 0 ? "" : ", limited to " + new Size(bytesPerSecond) + "/s";
    }

    private static String throttle(int percent) {
        return percent == 0 ? "" : ", slowed down by " + percent + " %";
    }

    private static String gauge(double share) {
        var full = (int) Math.round(Math.clamp(share, 0, 1) * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }
}
