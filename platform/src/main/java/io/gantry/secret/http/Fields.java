package io.gantry.secret.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.base.Problem;
import io.gantry.base.Suggestion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The fields of a JSON object that a client sent. A refusal names the field and never repeats a value, which may be a secret.
final class Fields {
    /// How large a body may be, in bytes: enough for the largest payload in base64.
    static final int LARGEST = 64 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;
    private final String what;

    private Fields(JsonNode object, String what) {
        this.object = object;
        this.what = what;
    }

    /// @param what the object is, for refusals: `secret`
    /// @param known the fields that it may have
    static Fields of(byte[] body, String what, String... known) {
        if (body.length > LARGEST) {
            throw new Problem(Problem.Kind.TOO_LARGE,
                    "Provided information too large to process: the body has " + body.length + " bytes; at most "
                            + LARGEST + " are read.");
        }
        return new Fields(parse(body), what).only(known);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) { // its message may quote the body
            var at = e.getLocation();
            throw Problem.invalid("Malformed JSON"
                    + (at == null ? "." : " at line " + at.getLineNr() + ", column " + at.getColumnNr() + "."));
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INVALID, "Malformed JSON: the body is not text in UTF-8.", e);
        }
    }

    private Fields only(String... known) {
        if (!object.isObject()) {
            throw Problem.invalid("The body or one of its parts is not the JSON object of a " + what + ".");
        }
        var names = List.of(known);
        object.fieldNames().forEachRemaining(name -> {
            if (!names.isEmpty() && !names.contains(name)) {
                var shown = name.length() > 40 ? name.substring(0, 40) + "..." : name;
                throw Problem.invalid("A %s has no field '%s'%s.".formatted(what, shown,
                        Suggestion.text(name, names)));
            }
        });
        return this;
    }

    /// As it was sent.
    JsonNode json() {
        return object;
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    Optional<String> text(String name, int longest) {
        return value(name, JsonNode::isTextual, JsonNode::textValue, "a string of at most " + longest + " characters")
                .filter(text -> fits(name, text, longest));
    }

    private boolean fits(String name, String text, int longest) {
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw refusal(name, "a string of at most " + longest + " characters, none of them NUL");
        }
        return true;
    }

    /// A string that must be there and have at least one character.
    String needed(String name, int longest) {
        return text(name, longest).filter(text -> !text.isBlank())
                .orElseThrow(() -> Problem.invalid("'%s' is a required property of a %s.".formatted(name, what)));
    }

    Optional<Integer> number(String name, int least, int most) {
        var number = value(name, node -> node.isInt(), JsonNode::intValue, "a whole number");
        if (number.isPresent() && (number.get() < least || number.get() > most)) {
            throw refusal(name, "a number from " + least + " to " + most);
        }
        return number;
    }

    Optional<Boolean> flag(String name) {
        return value(name, JsonNode::isBoolean, JsonNode::booleanValue, "true or false");
    }

    Optional<Fields> object(String name, String... known) {
        return value(name, JsonNode::isObject, node -> new Fields(node, name).only(known), "an object");
    }

    /// Empty if it is not there.
    List<Fields> objects(String name, String... known) {
        var found = new ArrayList<Fields>();
        value(name, JsonNode::isArray, Function.identity(), "a list").ifPresent(
                list -> list.forEach(item -> found.add(new Fields(item, "part of " + name).only(known))));
        return found;
    }

    /// The strings of a list.
    Optional<List<String>> texts(String name) {
        return value(name, JsonNode::isArray, list -> {
            var found = new ArrayList<String>();
            list.forEach(item -> {
                if (!item.isTextual()) {
                    throw refusal(name, "a list of strings");
                }
                found.add(item.textValue());
            });
            return List.copyOf(found);
        }, "a list of strings");
    }

    private <T> Optional<T> value(String name, Predicate<JsonNode> is, Function<JsonNode, T> as, String wanted) {
        var node = object.get(name);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!is.test(node)) {
            throw refusal(name, wanted);
        }
        return Optional.of(as.apply(node));
    }

    Problem refusal(String name, String wanted) {
        return Problem.invalid("Provided object does not match schema '%s': '%s' must be %s. Invalid property: '%s'."
                .formatted(what, name, wanted, name));
    }
}
