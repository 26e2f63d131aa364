package io.gantry.lab.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One request.
///
/// @param method such as `GET`
/// @param path without a slash at its end
/// @param body a missing node if it has none
/// @param match what `If-Match` says; empty without
record Call(String method, String path, JsonNode body, String match) {
    boolean is(String wanted) {
        return method.equals(wanted);
    }

    /// What follows that path, if the path is below it or is it.
    Optional<String> below(String base) {
        return path.equals(base) || path.startsWith(base + "/")
                ? Optional.of(path.substring(base.length()))
                : Optional.empty();
    }

    Refusal wrongMethod() {
        return Refusal.method(method, path);
    }

    Refusal missing() {
        return Refusal.missing(path);
    }
}
