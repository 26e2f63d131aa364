package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A stream of server-sent events, read as they come.
final class ServerEvents implements AutoCloseable {
    private final BufferedReader lines;
    private final ObjectMapper json;

    ServerEvents(InputStream body, ObjectMapper json) {
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.json = json;
    }

    /// @param type what it is called; empty for a comment, which says no more than that the host lives
    record Event(String type, JsonNode data) {}

    /// Waits for the next one; empty when the host has ended the stream.
    Optional<Event> next() throws IOException {
        var type = "";
        JsonNode data = NullNode.getInstance();
        while (true) {
            var line = lines.readLine();
            if (line == null) {
                return Optional.empty();
            }
            if (line.isEmpty()) {
                return Optional.of(new Event(type, data));
            }
            var colon = line.indexOf(':');
            var value = line.substring(colon + 1).strip();
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "event" -> type = value;
                case "data" -> data = json.readTree(value);
                default -> {
                    // An id, which stands in the data too, or a comment.
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
