package io.gantry.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/// Something that happened in QEMU.
///
/// @param name `STOP`, `RESUME`, `MIGRATION`
/// @param data missing node if the event brings none
/// @param at when, by the clock of QEMU's machine
public record QmpEvent(String name, JsonNode data, Instant at) {
    static QmpEvent of(JsonNode message) {
        var time = message.path("timestamp");
        return new QmpEvent(message.path("event").asText(), message.path("data"),
                Instant.ofEpochSecond(time.path("seconds").asLong(), time.path("microseconds").asLong() * 1000));
    }
}
