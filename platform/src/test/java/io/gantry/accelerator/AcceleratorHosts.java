package io.gantry.accelerator;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A host that has the lab devices of five, and users of two projects.
final class AcceleratorHosts implements AutoCloseable {
    static final String PASSWORD = "a long enough password";

    final TestHost host;
    final AcceleratorClient admin;

    AcceleratorHosts(Path directory) throws IOException, InterruptedException {
        host = TestHost.start(directory, HostFile.of("one: { driver: lab-accelerator, devices: 6, host: cmp1 }",
                "two: { driver: lab-accelerator, devices: 6, host: cmp2 }",
                "cards: { driver: lab-accelerator, devices: 3, kind: gpu, used: 1, host: cmp3 }",
                "bad: { driver: lab-accelerator, devices: 2, host: cmp4, faults: ['attach:failed'] }",
                "dirty: { driver: lab-accelerator, devices: 1, kind: ssd, host: cmp5, faults: ['clean:failed'] }"));
        admin = new AcceleratorClient(host.uri(),
                TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
        admin.get("/gantry/v1/devices").is(200);
    }

    /// Makes the projects red and blue, each with a user of each of the roles, called like `red-member`.
    void people(String... roles) throws IOException, InterruptedException {
        for (var project : List.of("red", "blue")) {
            var id = created("projects", "project", "{'project': {'name': '%s'}}".formatted(project));
            for (var who : roles) {
                var user = created("users", "user",
                        "{'user': {'name': '%s-%s', 'password': '%s', 'default_project_id': '%s'}}"
                                .formatted(project, who, PASSWORD, id));
                var role = admin.get("/identity/v3/roles?name=" + who).json().path("roles").get(0).path("id").asText();
                admin.send("PUT", "/identity/v3/projects/%s/users/%s/roles/%s".formatted(id, user, role), "").is(204);
            }
        }
    }

    private String created(String path, String what, String body) throws IOException, InterruptedException {
        return admin.post("/identity/v3/" + path, body).is(201).json().path(what).path("id").asText();
    }

    AcceleratorClient as(String user) {
        return new AcceleratorClient(host.uri(), TestHost.basic(user, PASSWORD));
    }

    /// The deployables of a host, in their order.
    List<JsonNode> parts(String ofHost) throws IOException, InterruptedException {
        var all = new ArrayList<JsonNode>();
        admin.get("deployables").is(200).json().path("deployables").forEach(part -> {
            if (part.path("name").asText().startsWith(ofHost + "_")) {
                all.add(part);
            }
        });
        return all;
    }

    /// What an object has, sorted.
    static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names.stream().sorted().toList();
    }

    @Override
    public void close() {
        host.close();
    }
}
