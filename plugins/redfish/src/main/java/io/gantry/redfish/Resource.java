package io.gantry.redfish;

import com.fasterxml.jackson.databind.JsonNode;

/// A resource as it was when it was read.
///
/// @param path where it is
/// @param json what it holds
/// @param tag says which version that is; empty if the controller has none
record Resource(String path, JsonNode json, String tag) {
    static Resource of(String path, Answer answer) {
        var json = answer.json();
        return new Resource(path, json, answer.header("ETag").orElse(json.path("@odata.etag").asText()));
    }

    /// Found under another name, it is the same all the same.
    Resource underItsOwnName() {
        var own = Json.link(json);
        return own.startsWith("/") ? new Resource(own.replaceFirst("/+$", ""), json, tag) : this;
    }

    JsonNode at(String property) {
        return json.path(property);
    }

    String text(String property) {
        return json.path(property).asText();
    }

    /// The path of the resource that a property names; nothing if it names none.
    String link(String property) {
        return Json.link(json.path(property));
    }

    /// Where an action is asked for; nothing if there is no such action.
    String action(String name) {
        return json.path("Actions").path("#" + name).path("target").asText();
    }

    /// Where changes go that hold from the next start on; nothing if they go to the resource itself.
    String settings() {
        return Json.link(json.path("@Redfish.Settings").path("SettingsObject"));
    }
}
