package io.gantry.compute.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.Origin;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What answers of the compute API have in common.
final class View {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter FINE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS")
            .withZone(ZoneOffset.UTC);

    private View() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode texts(Map<String, String> map) {
        var node = object();
        map.forEach(node::put);
        return node;
    }

    static ArrayNode links(Origin origin, String what) {
        var links = array();
        links.add(object().put("rel", "self").put("href", origin.of(ComputeErrors.V21 + "/" + what)));
        links.add(object().put("rel", "bookmark").put("href", origin.of(ComputeErrors.PREFIX + "/" + what)));
        return links;
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /// With a fraction and without a zone, as some of the API has it.
    static String fine(Instant time) {
        return FINE.format(time);
    }

    static @Nullable String fine(Optional<Instant> time) {
        return time.map(FINE::format).orElse(null);
    }
}
