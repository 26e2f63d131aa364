package io.gantry.baremetal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gantry.base.JsonBody;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What people said of a node, by the names of [NodeField]; what was not said is not in it. Never changed: every change is a copy.
public final class Fields {
    private static final List<String> WORDS = Arrays.stream(NodeField.values()).map(NodeField::word).toList();

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {
    };

    private final ObjectNode json;

    private Fields(ObjectNode json) {
        this.json = json;
    }

    /// Of a node of which nothing was said.
    public static Fields none() {
        return new Fields(JsonNodeFactory.instance.objectNode());
    }

    /// @throws Problem INVALID for a field that there is not, or a value that it cannot have
    public static Fields of(ObjectNode given) {
        var checked = JsonNodeFactory.instance.objectNode();
        given.properties().forEach(entry -> {
            var field = NodeField.of(entry.getKey())
                    .orElseThrow(() -> Problem.invalid("A node has no field '%s' that can be set%s."
                            .formatted(JsonBody.cut(entry.getKey()), Suggestion.text(entry.getKey(), WORDS))));
            field.check(entry.getValue());
            if (!entry.getValue().isNull()) {
                checked.set(field.word(), entry.getValue().deepCopy());
            }
        });
        return new Fields(checked);
    }

    /// As they were written down, when they were checked.
    public static Fields kept(ObjectNode json) {
        return new Fields(json);
    }

    /// A copy, to be changed.
    public ObjectNode json() {
        return json.deepCopy();
    }

    /// With another value for that field, or none.
    public Fields with(NodeField field, Optional<? extends JsonNode> value) {
        var copy = json();
        value.ifPresentOrElse(some -> copy.set(field.word(), some), () -> copy.remove(field.word()));
        return of(copy);
    }

    /// With that text.
    public Fields with(NodeField field, String text) {
        return with(field, Optional.of(JsonNodeFactory.instance.textNode(text)));
    }

    /// Its value as text.
    public Optional<String> text(NodeField field) {
        return Optional.ofNullable(json.get(field.word())).map(JsonNode::asText);
    }

    /// Its value, unless it is no id.
    public Optional<UUID> id(NodeField field) {
        return text(field).flatMap(JsonBody::parsed);
    }

    /// Whether it is said and true.
    public boolean flag(NodeField field) {
        return json.path(field.word()).asBoolean();
    }

    /// A copy of the names and values in it.
    public ObjectNode object(NodeField field) {
        return json.path(field.word()) instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
    }

    /// One value in it, as text.
    public Optional<String> text(NodeField field, String name) {
        return Optional.ofNullable(json.path(field.word()).get(name))
                .filter(JsonNode::isValueNode)
                .filter(value -> !value.isNull())
                .map(JsonNode::asText);
    }

    /// What in it is text, number or flag, as text.
    public Map<String, String> texts(NodeField field) {
        var all = new LinkedHashMap<String, String>();
        json.path(field.word()).properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                all.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return all;
    }

    /// The names in it and their values, as Java has them.
    Map<String, Object> values(NodeField field) {
        return MAPPER.convertValue(object(field), VALUES);
    }

    /// The traits that this instance asks for, of those that its node has.
    public Set<String> instanceTraits() {
        var all = new TreeSet<String>();
        json.path(NodeField.INSTANCE_INFO.word()).path("traits").forEach(trait -> all.add(trait.asText()));
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && json.equals(fields.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
