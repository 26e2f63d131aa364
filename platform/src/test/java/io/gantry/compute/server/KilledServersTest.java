package io.gantry.compute.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostProcess;
import io.gantry.compute.LabHosts;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that die while they make servers and while they remove them. `-Dgantry.fault.rounds=N` tries more moments, `-Dgantry.fault.seed=N` repeats a run.
class KilledServersTest {
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);
    private static final int SERVERS = 6;
    private static final int LATEST_MS = 1500;

    @TempDir
    Path directory;

    @Test
    void allAreMadeAndAllAreRemovedWheneverTheHostIsKilled() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        var random = new Random(SEED);
        var lab = new LabHosts(directory);
        try (var host = new HostProcess(directory, lab.drivers())) {
            host.client().put("/images/disk", BodyPublishers.ofByteArray(new byte[100_000]));
            var image = host.client().get("/images/disk").json().path("id").asText();
            compute(host).post("/flavors",
                    "{\"flavor\": {\"id\": \"tiny\", \"name\": \"tiny\", \"vcpus\": 1, \"ram\": 8, \"disk\": 0}}");
            for (var round = 0; round < ROUNDS; round++) {
                var made = compute(host).post("/servers", """
                        {"server": {"name": "s", "imageRef": "%s", "flavorRef": "tiny", "min_count": %d}}"""
                        .formatted(image, SERVERS));
                assertEquals(202, made.status(), made.text());
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MS));
                host.restart(lab.drivers());
                for (var id : ids(host)) {
                    compute(host).await("/servers/" + id, json -> settled(json.at("/server/status").asText()));
                    var shown = compute(host).get("/servers/" + id).json().path("server");
                    assertEquals("ACTIVE", shown.path("status").asText(), shown.toString());
                }
                assertEquals(SERVERS, lab.processes().size());
                for (var id : ids(host)) {
                    assertEquals(204, compute(host).delete("/servers/" + id).status());
                }
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LATEST_MS / 3));
                host.restart(lab.drivers());
                compute(host).await("/servers", json -> json.path("servers").isEmpty());
                assertTrue(host.client().get("/guests").json().path("guests").isEmpty());
                assertTrue(lab.processes().isEmpty());
            }
        } finally {
            lab.kill();
        }
    }

    private static boolean settled(String status) {
        return status.equals("ACTIVE") || status.equals("ERROR");
    }

    private static HostClient compute(HostProcess host) {
        return host.client().at("/compute/v2.1");
    }

    private static List<String> ids(HostProcess host) throws IOException, InterruptedException {
        return compute(host).get("/servers")
                .json()
                .path("servers")
                .valueStream()
                .map(one -> one.path("id").asText())
                .toList();
    }
}
