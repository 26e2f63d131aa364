package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// A job's event as one line for people.
final class EventText {
    private EventText() {}

    /// Empty for what the progress bar already shows.
    static Optional<String> of(JsonNode event) {
        var data = event.path("data");
        return switch (event.path("type").asText()) {
            case "step-started", "step-done", "ended" -> Optional.empty();
            case "verdict" ->
                Optional.of("%s: %s, %s".formatted(candidate(data), verdict(data), word(data, "reason")));
            case "chosen" -> Optional.of("chosen: %s, %s".formatted(candidate(data), word(data, "reason")));
            case "verified" ->
                Optional.of("read back: %s, SHA-256 %s".formatted(size(data, "bytes"), word(data, "sha256")));
            case "step-failed", "cancelled" -> Optional.of("taken back: " + word(data, "reason"));
            case "undo" -> Optional.of("undoing " + event.path("step").asText());
            case "undone" -> Optional.empty();
            case "round" -> Optional.of(round(data));
            case "switchover" ->
                Optional.of("switch-over after %s rounds: %s copied while the guest stood still for %s ms"
                        .formatted(word(data, "rounds"), size(data, "copied_bytes"), word(data, "halted_ms")));
            case "bandwidth" -> Optional.of("limited to %s/s from now on".formatted(size(data, "bytes_per_second")));
            case "waiting" -> Optional.of("waits: " + word(data, "reason"));
            case "plan" -> Optional.of("%s guests, %s of them to move, %s cannot".formatted(word(data, "guests"),
                    word(data, "to_move"), word(data, "refused")));
            case "moving" -> Optional.of("%s goes to %s".formatted(word(data, "guest"), word(data, "target")));
            case "moved" -> Optional.of("%s %s after %s s, downtime %s ms".formatted(word(data, "guest"),
                    word(data, "reason"), data.path("took_ms").asLong() / 1000, word(data, "downtime_ms")));
            case "stayed" -> Optional.of("%s stays: %s".formatted(word(data, "guest"), word(data, "reason")));
            case "report" -> Optional.of("%s moved, %s cannot, %s failed, in %s s".formatted(word(data, "moved"),
                    word(data, "refused"), word(data, "failed"), data.path("took_ms").asLong() / 1000));
            case "proof" -> Optional.of("memory at switch-over: source %s, target %s".formatted(
                    abbreviated(data, "source_digest"), abbreviated(data, "target_digest")));
            case "committed" -> Optional.of("runs on %s; downtime %s ms".formatted(word(data, "host"),
                    word(data, "downtime_ms")));
            default ->
                Optional.of(event.path("step").asText() + " " + event.path("type").asText() + ": " + Table.text(data));
        };
    }

    private static String candidate(JsonNode data) {
        return data.path("instance").asText(data.path("strategy").asText());
    }

    private static String verdict(JsonNode data) {
        return word(data, "verdict").toLowerCase(java.util.Locale.ROOT);
    }

    private static String round(JsonNode data) {
        return "round %s: %s copied, %s zero, %s dirtied at %s/s, sent at %s/s; %s, %s".formatted(word(data, "round"),
                size(data, "copied_bytes"), size(data, "zero_bytes"), size(data, "remaining_bytes"),
                size(data, "dirty_bytes_per_second"), size(data, "bytes_per_second"), word(data, "decision"),
                word(data, "reason"));
    }

    private static String word(JsonNode data, String field) {
        return Table.text(data.path(field));
    }

    private static String size(JsonNode data, String field) {
        return new Size(data.path(field).asLong()).toString();
    }

    private static String abbreviated(JsonNode data, String field) {
        var digest = word(data, field);
        return digest.substring(0, Math.min(16, digest.length()));
    }
}
