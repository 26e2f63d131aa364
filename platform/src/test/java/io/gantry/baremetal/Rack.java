package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostClient;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// The nodes of a host under test, by its bare metal API.
final class Rack {
    private final HostClient gantry;
    private final HostClient api;

    /// @param gantry whose root ends with `/gantry/v1`
    Rack(HostClient gantry) {
        this.gantry = gantry;
        this.api = gantry.at("/baremetal/v1");
    }

    HostClient api() {
        return api;
    }

    /// Takes a node in and brings it to where it is offered.
    void offer(String name, String driver, String deployInterface) throws IOException, InterruptedException {
        enroll(name, driver, deployInterface);
        ask(name, "manage");
        await(name, "manageable");
        ask(name, "provide");
        await(name, "available");
    }

    void enroll(String name, String driver, String deployInterface) throws IOException, InterruptedException {
        var created = api.post("/nodes", "{\"name\": \"%s\", \"driver\": \"%s\", \"deploy_interface\": \"%s\"}"
                .formatted(name, driver, deployInterface));
        assertEquals(201, created.status(), created::text);
    }

    /// Asks for something, which has to be accepted.
    void ask(String name, String target) throws IOException, InterruptedException {
        var answer = api.put("/nodes/" + name + "/states/provision", "{\"target\": \"" + target + "\"}");
        assertEquals(202, answer.status(), answer::text);
    }

    /// Begins to put an image on a node.
    ///
    /// @return the job that does
    String deploy(String name, String image) throws IOException, InterruptedException {
        wish(name, image);
        ask(name, "active");
        return job(name);
    }

    /// Says which image is to go on a node.
    void wish(String name, String image) throws IOException, InterruptedException {
        var patched = api.patch("/nodes/" + name,
                "[{\"op\": \"add\", \"path\": \"/instance_info/image_source\", \"value\": \"" + image + "\"}]");
        assertEquals(200, patched.status(), patched::text);
    }

    JsonNode node(String name) throws IOException, InterruptedException {
        return api.get("/nodes/" + name).json();
    }

    String state(String name) throws IOException, InterruptedException {
        return node(name).path("provision_state").asText();
    }

    /// The job that works on it, or worked on it last.
    String job(String name) throws IOException, InterruptedException {
        return node(name).path("driver_internal_info").path("job").asText();
    }

    /// Waits until the node is in one of these states.
    JsonNode await(String name, String... states) throws IOException, InterruptedException {
        return api.await("/nodes/" + name, node -> List.of(states).contains(node.path("provision_state").asText()));
    }

    /// Whether its disk begins with the image.
    boolean holds(String name, byte[] image) throws IOException, InterruptedException {
        var disk = gantry.get("/nodes/" + name + "/disk");
        assertEquals(200, disk.status(), disk::text);
        return Arrays.equals(image, Arrays.copyOf(disk.bytes(), image.length));
    }
}
