package io.gantry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is asked of a service.
///
/// @param method such as `GET`
/// @param path below the service's URL, beginning with a slash, encoded
/// @param headers besides those of the ticket
/// @param body sent as JSON; null if there is none
public record Request(String method, String path, Map<String, String> headers, @Nullable JsonNode body) {
    /// Without headers and body.
    public Request(String method, String path) {
        this(method, path, Map.of(), null);
    }

    /// The same with a body.
    public Request with(JsonNode json) {
        return new Request(method, path, headers, json);
    }

    /// The same with further headers.
    public Request with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Request(method, path, all, body);
    }

    /// Without what it carries, which may be a secret.
    @Override
    public String toString() {
        return method + " " + path;
    }
}
