package io.gantry.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/// Reads and writes JSON. Buffers are not recycled: they would hold secrets, and a pool in thread locals would hold the plugin in memory.
public final class Json {
    /// Long enough for 1 MiB in base64, which is the most that is ever read.
    private static final int LONGEST_TEXT = 4 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
            .build());

    private Json() {}

    /// An empty object to fill.
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /// The bytes that a text holds in base64; empty if it holds none.
    public static Optional<byte[]> bytes(JsonNode node) {
        try {
            return node.isTextual() ? Optional.ofNullable(node.binaryValue()) : Optional.empty();
        } catch (IOException notBase64) { // its message quotes the text
            return Optional.empty();
        }
    }

    /// The exception of the parser stays here: it may quote what it read.
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
}
