package io.gantry.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// Columns that hold JSON.
@Singleton
public final class Json {
    public static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {
    };
    public static final TypeReference<List<String>> LIST = new TypeReference<>() {
    };
    public static final TypeReference<List<Map<String, String>>> GROUPS = new TypeReference<>() {
    };

    private final ObjectMapper mapper = new ObjectMapper();

    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public <T> T read(String text, TypeReference<T> type) {
        try {
            return mapper.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
