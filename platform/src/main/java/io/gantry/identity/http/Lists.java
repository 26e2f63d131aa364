package io.gantry.identity.http;

import io.gantry.base.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers as clients of Keystone unwrap them.
final class Lists {
    static final String ROOT = "/identity/v3";

    private Lists() {}

    /// All objects of a kind under its name.
    static Map<String, Object> of(String name, List<?> objects, Origin origin, String path) {
        var links = new LinkedHashMap<String, Object>();
        links.put("self", origin.of(ROOT + path));
        links.put("next", Optional.empty());
        links.put("previous", Optional.empty());
        return Map.of(name, objects, "links", links);
    }

    static Map<String, String> self(Origin origin, String path) {
        return Map.of("self", origin.of(ROOT + path));
    }
}
