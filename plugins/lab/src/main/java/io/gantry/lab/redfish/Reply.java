package io.gantry.lab.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// What the server answers.
///
/// @param status the HTTP status
/// @param body none if it is a missing node
/// @param headers besides those that every answer has
record Reply(int status, JsonNode body, Map<String, String> headers) {
    static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /// An object that names another resource.
    static ObjectNode link(String path) {
        return object().put("@odata.id", path);
    }

    static Reply of(JsonNode body) {
        return new Reply(200, body, Map.of());
    }

    static Reply done() {
        return new Reply(204, MissingNode.getInstance(), Map.of());
    }

    static Reply redirect(String to) {
        return new Reply(307, MissingNode.getInstance(), Map.of("Location", to));
    }

    /// An error as Redfish has it.
    ///
    /// @param code a message of the base registry, such as `ResourceMissingAtURI`, or with a registry of its own
    /// @param arguments what the message names
    static Reply error(int status, String code, String message, String... arguments) {
        var id = code.contains(".") ? code : "Base.1.18." + code;
        var body = object();
        var error = body.putObject("error").put("code", id).put("message", message);
        var information = error.putArray("@Message.ExtendedInfo").addObject();
        information.put("MessageId", id).put("Message", message).put("Severity", "Warning");
        var list = information.putArray("MessageArgs");
        for (var argument : arguments) {
            list.add(argument);
        }
        return new Reply(status, body, Map.of());
    }

    Reply with(String header, String value) {
        var all = new java.util.TreeMap<>(headers);
        all.put(header, value);
        return new Reply(status, body, all);
    }
}
