package io.gantry.lab.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object that somebody sent, asked for what it should hold.
///
/// @param what it is, for messages
record Parameters(String what, Map<String, @Nullable Object> values) {
    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(Object::toString).filter(text -> !text.isEmpty());
    }

    String needed(String key) {
        return text(key).orElseThrow(() -> AgentError.badParameters(what + " is missing '" + key + "' field."));
    }

    boolean is(String key) {
        return "true".equalsIgnoreCase(text(key).orElse("false"));
    }

    /// Empty if there is none.
    Parameters inner(String key) {
        var inner = new LinkedHashMap<String, @Nullable Object>();
        if (values.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> inner.put(String.valueOf(name), value));
        }
        return new Parameters(key, inner);
    }

    /// The texts in a list; empty if there is none.
    List<String> texts(String key) {
        return values.get(key) instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    }
}
