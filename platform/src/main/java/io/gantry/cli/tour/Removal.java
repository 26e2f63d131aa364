package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.Bar;
import io.gantry.cli.Failure;
import io.gantry.cli.JobWatch;
import io.gantry.cli.NodeApi;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;

/// Takes things away from a host, whatever state they are in.
final class Removal {
    private static final Set<String> WITH_IMAGE = Set.of("active", "deploy failed", "error");
    private static final int CONFLICT = 409;

    private final Api api;
    private final JobWatch watch;

    Removal(Api api) {
        this.api = api;
        this.watch = new JobWatch(api, new Bar(new PrintWriter(Writer.nullWriter()), false));
    }

    void guest(JsonNode guest) {
        endJob(guest);
        api.post(Api.path("guests", name(guest), "stop"));
        api.delete(Api.path("guests", name(guest)));
    }

    void node(JsonNode node) {
        var nodes = new NodeApi(api);
        var name = name(node);
        endJob(node.path("driver_internal_info"));
        if (WITH_IMAGE.contains(nodes.show(name).path("provision_state").asText())) {
            nodes.follow(name, "deleted", new Bar(new PrintWriter(Writer.nullWriter()), false), event -> {});
        }
        nodes.delete(name);
    }

    void image(JsonNode image) {
        api.delete(Api.path("images", name(image)));
    }

    void secret(JsonNode secret) {
        var ref = secret.path("secret_ref").asText();
        api.at("/key-manager/v1").delete(Api.path("secrets", ref.substring(ref.lastIndexOf('/') + 1)));
    }

    void instance(JsonNode instance) {
        api.delete(Api.path("instances", name(instance)));
    }

    /// A job past its point of no return cannot be cancelled, but it ends.
    private void endJob(JsonNode object) {
        var job = object.path("job").asText("");
        if (job.isEmpty() || job.equals("null")) {
            return;
        }
        try {
            api.post(Api.path("jobs", job, "cancel"));
        } catch (Failure e) {
            if (e.status() != CONFLICT) {
                throw e;
            }
        }
        watch.follow(job);
    }

    private static String name(JsonNode object) {
        return object.path("name").asText();
    }
}
