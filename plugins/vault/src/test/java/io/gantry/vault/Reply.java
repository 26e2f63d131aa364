package io.gantry.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What the lab server answers.
///
/// @param status the HTTP status
/// @param body JSON, or nothing if empty
record Reply(int status, String body) {
    static final ObjectMapper JSON = new ObjectMapper();

    static Reply error(int status, String... words) {
        var body = JSON.createObjectNode();
        var errors = body.putArray("errors");
        for (var word : words) {
            errors.add(word);
        }
        return new Reply(status, body.toString());
    }

    /// For what is not there: no word about it.
    static Reply nothing() {
        return error(404);
    }

    static Reply done() {
        return new Reply(204, "");
    }

    static Reply data(int status, ObjectNode data) {
        return new Reply(status, envelope().set("data", data).toString());
    }

    static Reply auth(ObjectNode auth) {
        return new Reply(200, envelope().putNull("data").set("auth", auth).toString());
    }

    private static ObjectNode envelope() {
        var envelope = JSON.createObjectNode();
        Map.of("request_id", "5d2f3b2a", "lease_id", "").forEach(envelope::put);
        return envelope.put("renewable", false)
                .put("lease_duration", 0)
                .putNull("wrap_info")
                .putNull("warnings")
                .putNull("auth");
    }
}
