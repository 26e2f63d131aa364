package io.gantry.baremetal.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/// What answers of the bare metal API have in common.
final class View {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")
            .withZone(ZoneOffset.UTC);

    private View() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// To itself, with and without the version.
    static ArrayNode links(Origin origin, String what) {
        var links = array();
        links.add(object().put("href", origin.of(BaremetalErrors.V1 + "/" + what)).put("rel", "self"));
        links.add(object().put("href", origin.of(BaremetalErrors.PREFIX + "/" + what)).put("rel", "bookmark"));
        return links;
    }

    static ArrayNode links(Origin origin, String what, UUID id) {
        return links(origin, what + "/" + id);
    }

    /// When it was made and last changed.
    static void times(ObjectNode view, Instant created, Optional<Instant> updated) {
        view.put("created_at", TIME.format(created));
        view.put("updated_at", updated.map(TIME::format).orElse(null));
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
