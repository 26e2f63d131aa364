package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/// What a migration's events say of how it goes: how far it is, how long it will take yet, and why it does not get on. All times are in
/// nanoseconds of one clock.
final class MigrationCourse {
    private static final Map<String, Double> BEGINS = Map.of("check", 0.0, "prepare", 0.01, "copy", 0.02, "commit",
            0.96, "finish", 0.98);
    private static final double COPY = 0.94;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final double LESS = 0.9;
    private static final int FEWEST = 4;

    private record Sample(long at, double share) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private JsonNode round = MissingNode.getInstance();
    private String step = "";
    private String what = "";
    private String waiting = "";
    private String takenBack = "";
    private double share;
    private double copied;
    private long copiedOf;
    private long moved;
    private long shrunk;
    private long least = Long.MAX_VALUE;
    private int rounds;

    MigrationCourse(long now) {
        moved = now;
        shrunk = now;
    }

    /// How long it may still take.
    record Range(Duration least, Duration most) {}

    void event(JsonNode event, long now) {
        var data = event.path("data");
        switch (event.path("type").asText()) {
            case "step-started" -> {
                begin(event.path("step").asText(), now);
                rounds = 0;
            }
            case "step-done" -> begin(event.path("step").asText(), now);
            case "waiting" -> waiting = data.path("reason").asText();
            case "step-failed", "cancelled" -> takenBack = data.path("reason").asText();
            case "round" -> round(data, now);
            default -> {
                // Told as a line.
            }
        }
    }

    private void begin(String name, long now) {
        step = name;
        waiting = "";
        moved = now;
        shrunk = now;
        least = Long.MAX_VALUE;
        copied = 0;
        samples.clear();
        raise(BEGINS.getOrDefault(name, share), now);
    }

    private void round(JsonNode data, long now) {
        round = data;
        rounds++;
        var remaining = data.path("remaining_bytes").asLong();
        if (remaining < LESS * least) {
            least = remaining;
            shrunk = now;
        }
    }

    void progress(JsonNode standing, long now) {
        step = standing.path("step").asText(step);
        var total = standing.path("total").asLong();
        if (total <= 0 || !"copy".equals(step)) {
            return;
        }
        what = standing.path("what").asText("");
        copiedOf = total;
        var part = (double) standing.path("done").asLong() / total;
        if (part > copied) {
            copied = part;
            moved = now;
        }
        raise(BEGINS.getOrDefault("copy", 0.0) + COPY * part, now);
    }

    /// It never falls, not even when a step is begun again after a crash.
    private void raise(double to, long now) {
        share = Math.max(share, Math.min(1, to));
        samples.addLast(new Sample(now, share));
        while (samples.size() > 2 && now - samples.getFirst().at() > 2 * QUIET.toNanos()) {
            samples.removeFirst();
        }
    }

    /// Of the whole job, 0 to 1.
    double share() {
        return share;
    }

    /// Which step, and which round in it.
    String where() {
        return "copy".equals(step) && !what.isEmpty() ? what : step;
    }

    /// The numbers of the last round; missing before that.
    JsonNode round() {
        return round;
    }

    int rounds() {
        return rounds;
    }

    /// Why it is being taken back; empty if it is not.
    String takenBack() {
        return takenBack;
    }

    /// From how fast it went lately and in all; empty while that says nothing.
    Optional<Range> left(long now) {
        if (!"copy".equals(step) || samples.size() < FEWEST || now - moved > QUIET.toNanos()) {
            return Optional.empty();
        }
        var first = samples.getFirst();
        var middle = samples.stream()
                .filter(sample -> now - sample.at() <= QUIET.toNanos() / 2)
                .findFirst()
                .orElse(first);
        var slow = rate(first, now);
        var fast = rate(middle, now);
        if (slow <= 0 || fast <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Range(left(Math.max(slow, fast)), left(Math.min(slow, fast))));
    }

    private double rate(Sample since, long now) {
        return now == since.at() ? 0 : (share - since.share()) / (now - since.at());
    }

    private Duration left(double rate) {
        return Duration.ofNanos((long) Math.min((double) Duration.ofDays(30).toNanos(), (1 - share) / rate));
    }

    /// Why nothing has come nearer to the end for a while, as far as the last numbers tell; empty as long as it gets on.
    Optional<String> stuck(long now) {
        if (now - moved >= QUIET.toNanos()) {
            return Optional.of("nothing has moved for %d s in %s%s".formatted(seconds(now - moved), where(), why()));
        }
        if (rounds >= 2 && now - shrunk >= QUIET.toNanos()) {
            return Optional.of("what remains has not become less for %d s%s".formatted(seconds(now - shrunk), why()));
        }
        return Optional.empty();
    }

    private String why() {
        if (!waiting.isEmpty()) {
            return ": " + waiting;
        }
        if (round.isMissingNode()) {
            return copiedOf == 0 ? "; nothing has been copied yet" : "; the first round is not over";
        }
        var text = new StringBuilder(": the guest dirties ").append(rate("dirty_bytes_per_second"))
                .append(", the link carries ")
                .append(rate("bytes_per_second"));
        var most = round.path("limit_bytes_per_second").asLong();
        if (most > 0) {
            text.append(" of the ").append(new Size(most)).append("/s it is limited to");
        }
        if (round.path("throttle_percent").asInt() > 0) {
            text.append(", the guest is slowed down by ").append(round.path("throttle_percent").asInt()).append(" %");
        }
        return text.append("; a switchover now would take ")
                .append(round.path("predicted_downtime_ms").asLong())
                .append(" ms where ")
                .append(round.path("allowed_downtime_ms").asLong())
                .append(" ms are allowed")
                .append(stalled())
                .toString();
    }

    /// Whether the connections waited rather than sent.
    private String stalled() {
        var connections = round.path("connections");
        var elapsed = round.path("elapsed_ms").asLong() * Math.max(1, connections.size());
        var waited = connections.valueStream().mapToLong(one -> one.path("stalled_ms").asLong()).sum();
        var percent = elapsed == 0 ? 0 : Math.min(100, 100 * waited / elapsed);
        return percent < 50
                ? ""
                : "; the connections waited " + percent + " % of the time for the network or the limit";
    }

    private String rate(String field) {
        return new Size(round.path(field).asLong()) + "/s";
    }

    private static long seconds(long nanoseconds) {
        return Duration.ofNanos(nanoseconds).toSeconds();
    }
}
