package io.gantry.baremetal.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a client says of a port or port group, once its fields are checked.
record Given(ObjectNode json) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {
    };

    static ObjectNode tree(Map<String, Object> object) {
        return MAPPER.valueToTree(object);
    }

    private Optional<JsonNode> find(String name) {
        return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
    }

    Optional<String> text(String name) {
        return find(name).map(JsonNode::asText);
    }

    Optional<String> address() {
        return text("address").map(text -> text.toLowerCase(Locale.ROOT));
    }

    Optional<UUID> id(String name) {
        return text(name).flatMap(JsonBody::parsed);
    }

    boolean flag(String name, boolean otherwise) {
        return find(name).map(JsonNode::asBoolean).orElse(otherwise);
    }

    Map<String, Object> object(String name) {
        return find(name).map(value -> MAPPER.convertValue(value, OBJECT)).orElse(Map.of());
    }
}
