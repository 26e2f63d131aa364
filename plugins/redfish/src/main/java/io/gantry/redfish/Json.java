package io.gantry.redfish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads and writes JSON. Buffers are not recycled: a pool in thread locals would hold the plugin in memory.
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(
            JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// A missing node if it is none.
    static JsonNode read(byte[] bytes) {
        try {
            var node = MAPPER.readTree(bytes);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON could not be written", impossible);
        }
    }

    /// The path of a resource that a property names; nothing if it names none.
    static String link(JsonNode property) {
        return property.path("@odata.id").asText();
    }

    /// Texts of a list; empty if it is none.
    static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
