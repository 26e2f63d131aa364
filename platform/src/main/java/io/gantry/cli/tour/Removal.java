package io.gantry.cli.tour;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.cli.Api;
import io.gantry.cli.Bar;
import io.gantry.cli.Failure;
import io.gantry.cli.JobWatch;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Set;

/// Takes things away from a host, whatever state they are in.
final class Removal {
    private static final Set<String> WITH_IMAGE = Set.of("active", "deploy-failed");
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
        endJob(node);
        var path = Api.path("nodes", name(node));
        if (WITH_IMAGE.contains(api.get(path).path("state").asText())) {
            watch.follow(api.post(path + "/undeploy").path("id").asText());
        }
        api.delete(path);
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
