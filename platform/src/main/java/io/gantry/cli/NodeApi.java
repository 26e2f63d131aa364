package io.gantry.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The nodes of a host, by its bare metal API.
public final class NodeApi {
    private final Api gantry;
    private final Api api;

    /// @param gantry the host
    public NodeApi(Api gantry) {
        this.gantry = gantry;
        this.api = gantry.at("/baremetal/v1");
    }

    public List<JsonNode> list() {
        return api.list("/nodes/detail?limit=1000", "nodes");
    }

    public JsonNode show(String node) {
        return api.get(Api.path("nodes", node));
    }

    public JsonNode create(Map<String, ?> fields) {
        return api.post("/nodes", fields);
    }

    public void traits(String node, List<String> traits) {
        api.put(Api.path("nodes", node, "traits"), Map.of("traits", traits));
    }

    /// Says which image is to go on it.
    public void image(String node, String image) {
        api.patch(Api.path("nodes", node),
                List.of(Map.of("op", "add", "path", "/instance_info/image_source", "value", image)));
    }

    /// Asks for something.
    ///
    /// @param target as Ironic names it: `manage`, `provide`, `active`, `deleted`
    /// @return the id of the job that does it; empty if it is done
    public String ask(String node, String target) {
        api.put(Api.path("nodes", node, "states", "provision"), Map.of("target", target));
        return show(node).path("driver_internal_info").path("job").asText("");
    }

    /// Asks for something and waits until its job has ended in whatever way.
    ///
    /// @param listener hears its events
    public JsonNode follow(String node, String target, Bar bar, Consumer<JsonNode> listener) {
        return new JobWatch(gantry, bar).follow(ask(node, target), listener);
    }

    /// Brings one that was just created to where it is offered; how its last job ended.
    public JsonNode offer(String node, Bar bar) {
        var verified = follow(node, "manage", bar, event -> {});
        return JobWatch.succeeded(verified) ? follow(node, "provide", bar, event -> {}) : verified;
    }

    public void power(String node, String target) {
        api.put(Api.path("nodes", node, "states", "power"), Map.of("target", target));
    }

    public JsonNode validate(String node) {
        return api.get(Api.path("nodes", node, "validate"));
    }

    public void delete(String node) {
        api.delete(Api.path("nodes", node));
    }
}
