package io.gantry.compute.server;

import io.gantry.HostFile;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A host with lab compute hosts and an image, for tests of the compute API.
final class ComputeHosts implements AutoCloseable {
    final TestHost host;
    final ComputeClient admin;
    final String image;
    private final LabHosts lab;

    /// @param more drivers
    ComputeHosts(Path directory, String... more) throws IOException, InterruptedException {
        lab = new LabHosts(directory);
        var drivers = new ArrayList<>(List.of(lab.drivers()));
        drivers.addAll(List.of(more));
        host = TestHost.start(directory, HostFile.of(drivers.toArray(String[]::new)));
        admin = new ComputeClient(host.uri(), TestHost.basic("admin", Files.readString(host.passwordFile()).strip()),
                "2.90");
        image = image("disk");
    }

    /// Keeps an image.
    ///
    /// @return its id
    private String image(String name) throws IOException, InterruptedException {
        var bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        return admin.send("PUT", "/gantry/v1/images/" + name, bytes, "application/octet-stream")
                .is(200)
                .json()
                .path("id")
                .asText();
    }

    @Override
    public void close() throws IOException {
        host.close();
        lab.kill();
    }
}
