package io.gantry.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A KV engine of version 2, as far as its documentation says what it does: versions, check-and-set, and two ways to delete.
final class LabKeyValue {
    private static final String TIME = "2026-03-01T00:00:00Z";
    /// An entry of integrated storage takes 1 MiB, one of Consul half of it.
    private static final int LONGEST = 512 << 10;

    private static final class Version {
        private final JsonNode data;
        private String deleted = "";
        private boolean destroyed;

        Version(JsonNode data) {
            this.data = data;
        }
    }

    private final Map<String, List<Version>> entries = new TreeMap<>();

    synchronized Set<String> paths() {
        return Set.copyOf(entries.keySet());
    }

    /// As `vault kv delete` does.
    synchronized void deleteSoftly(String path) {
        entries.getOrDefault(path, List.of()).getLast().deleted = TIME;
    }

    /// As `vault kv destroy` does.
    synchronized void destroy(String path) {
        entries.getOrDefault(path, List.of()).getLast().destroyed = true;
    }

    synchronized Reply answer(String method, String path, JsonNode body) {
        if (path.startsWith("data/")) {
            var entry = path.substring("data/".length());
            return switch (method) {
                case "GET" -> read(entry);
                case "POST", "PUT" -> write(entry, body);
                default -> Reply.error(405, "1 error occurred:\n\t* unsupported operation\n\n");
            };
        }
        if (path.startsWith("metadata/") && method.equals("GET")) {
            return list(path.substring("metadata/".length()) + "/");
        }
        if (path.startsWith("metadata/") && method.equals("DELETE")) {
            entries.remove(path.substring("metadata/".length()));
            return Reply.done();
        }
        return Reply.error(404, "1 error occurred:\n\t* unsupported path\n\n");
    }

    /// As asked for with `?list=true`.
    private Reply list(String directory) {
        var data = Reply.JSON.createObjectNode();
        var keys = data.putArray("keys");
        entries.keySet()
                .stream()
                .filter(path -> path.startsWith(directory))
                .map(path -> path.substring(directory.length()).replaceFirst("/.*", "/"))
                .distinct()
                .forEach(keys::add);
        return keys.isEmpty() ? Reply.nothing() : Reply.data(200, data);
    }

    private Reply read(String path) {
        var versions = entries.get(path);
        if (versions == null) {
            return Reply.nothing();
        }
        var version = versions.getLast();
        var gone = version.destroyed || !version.deleted.isEmpty();
        var data = Reply.JSON.createObjectNode();
        data.set("data", gone ? NullNode.getInstance() : version.data);
        data.set("metadata", metadata(versions));
        return Reply.data(gone ? 404 : 200, data);
    }

    private Reply write(String path, JsonNode body) {
        if (!body.path("data").isObject()) {
            return Reply.error(400, "no data provided");
        }
        if (body.toString().length() > LONGEST) {
            return Reply.error(500, "1 error occurred:\n\t* put failed due to value being too large\n\n");
        }
        var versions = entries.getOrDefault(path, List.of());
        if (body.path("options").has("cas") && body.path("options").path("cas").asInt() != versions.size()) {
            return Reply.error(400, "check-and-set parameter did not match the current version");
        }
        entries.computeIfAbsent(path, _ -> new ArrayList<>()).add(new Version(body.path("data")));
        return Reply.data(200, metadata(entries.getOrDefault(path, List.of())));
    }

    private static ObjectNode metadata(List<Version> versions) {
        var latest = versions.getLast();
        return Reply.JSON.createObjectNode()
                .put("created_time", TIME)
                .putNull("custom_metadata")
                .put("deletion_time", latest.deleted)
                .put("destroyed", latest.destroyed)
                .put("version", versions.size());
    }
}
