package io.gantry.job.store;

import io.gantry.base.Problem;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// The JSON of inputs, kept values and events, of a bounded size.
@Singleton
final class Json {
    private static final int LARGEST = 65_536;

    private final JsonMapper mapper;

    Json(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /// @param what is written, for the refusal of a value that is too large
    String write(Object value, String what) {
        try {
            var text = mapper.writeValueAsString(value);
            if (text.length() > LARGEST) {
                throw Problem.invalid("%s is too large: %d characters of JSON, at most %d are kept"
                        .formatted(what, text.length(), LARGEST));
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(what + " cannot be written as JSON", e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return mapper.readValue(text, Argument.of(type));
        } catch (IOException e) {
            throw new UncheckedIOException("not a " + type.getName(), e);
        }
    }

    Map<String, Object> map(String text) {
        try {
            return mapper.readValue(text, Argument.mapOf(String.class, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException("not a JSON object", e);
        }
    }

    /// A value of a map that was read, as a value of that type.
    <T> T convert(Object value, Class<T> type) {
        return read(write(value, "a kept value"), type);
    }
}
