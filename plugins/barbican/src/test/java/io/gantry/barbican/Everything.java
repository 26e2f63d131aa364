package io.gantry.barbican;

import io.gantry.remote.Connection;
import io.gantry.remote.Request;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What lies in a Barbican that lets everybody in, seen past the driver.
final class Everything implements AutoCloseable {
    private final Connection connection;
    private final Map<String, String> project;

    Everything(URI url, String project) {
        this.connection = new Connection("Barbican", url, Optional.empty(), Samples.TIMEOUT,
                Thread.ofVirtual().factory());
        this.project = Map.of("X-Project-Id", project);
    }

    int count() throws InterruptedException {
        return connection.send(new Request("GET", "/v1/secrets?limit=1").with(project)).json().path("total").asInt();
    }

    void remove(UUID id) throws InterruptedException {
        var answer = connection.send(new Request("DELETE", "/v1/secrets/" + id).with(project));
        if (!answer.ok()) {
            throw new AssertionError("could not remove " + id + ": " + answer);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
