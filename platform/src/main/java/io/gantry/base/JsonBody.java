package io.gantry.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// JSON that a client sent, read as strictly as it is meant.
///
/// @param what it is, for refusals
public record JsonBody(JsonNode json, String what) {
    private static final int LONGEST = 255;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).build())
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public static JsonBody of(byte[] bytes, String what) {
        try {
            return new JsonBody(JSON.readTree(bytes), what);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Problem.invalid("Malformed JSON"
                    + (at == null ? "." : " at line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INVALID, "Malformed JSON: the body is not text in UTF-8.", e);
        }
    }

    /// An object with these fields and no others.
    public JsonBody only(String... known) {
        object().json.fieldNames().forEachRemaining(name -> {
            if (!List.of(known).contains(name)) {
                throw Problem.invalid(
                        "A %s has no field '%s'%s.".formatted(what, cut(name), Suggestion.text(name, List.of(known))));
            }
        });
        return this;
    }

    public JsonBody object() {
        if (!json.isObject()) {
            throw Problem.invalid("The %s is not a JSON object.".formatted(what));
        }
        return this;
    }

    /// The items of an array.
    public List<JsonBody> items() {
        if (!json.isArray()) {
            throw Problem.invalid("The %s is not a JSON array.".formatted(what));
        }
        var all = new ArrayList<JsonBody>();
        json.forEach(item -> all.add(new JsonBody(item, what)));
        return all;
    }

    public Optional<JsonBody> part(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull()).map(node -> new JsonBody(node, name));
    }

    public Optional<String> text(String name, int longest) {
        return part(name).map(part -> part.text(longest));
    }

    public String needed(String name) {
        return text(name, LONGEST).filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.invalid("'%s' is a required property of a %s.".formatted(name, what)));
    }

    private String text(int longest) {
        if (!json.isTextual() || json.textValue().length() > longest || json.textValue().indexOf('\0') >= 0) {
            throw Problem.invalid(
                    "'%s' must be a string of at most %d characters, none of them NUL.".formatted(what, longest));
        }
        return json.textValue();
    }

    /// A string or a number, as text.
    public String scalar() {
        return json.isIntegralNumber() ? json.asText() : text(LONGEST);
    }

    public Optional<Integer> number(String name) {
        return part(name).map(part -> {
            if (part.json.isInt()) {
                return part.json.intValue();
            }
            try {
                return Integer.valueOf(part.text(16).strip());
            } catch (NumberFormatException e) {
                throw new Problem(Problem.Kind.INVALID, "'%s' must be a whole number.".formatted(name), e);
            }
        });
    }

    public static UUID id(String text, String what) {
        return parsed(text).orElseThrow(
                () -> Problem.invalid("Expected a uuid for the %s but received %s.".formatted(what, cut(text))));
    }

    /// The id in a path; what is none names nothing.
    public static UUID known(String text, String what) {
        return parsed(text)
                .orElseThrow(() -> Problem.notFound("There is no %s %s: ids are UUIDs.".formatted(what, cut(text))));
    }

    public static Optional<UUID> parsed(String text) {
        try {
            var id = UUID.fromString(text);
            return id.toString().equalsIgnoreCase(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public static String cut(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }
}
