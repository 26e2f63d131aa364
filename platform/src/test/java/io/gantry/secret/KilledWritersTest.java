package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.HostProcess;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the host while eight writers keep and delete secrets, again and again. `-Dgantry.fault.rounds=N` says how often,
/// `-Dgantry.fault.seed=N` repeats a run.
class KilledWritersTest {
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int WRITERS = 8;
    private static final String[] DRIVERS = {"keys: { driver: local }", "lab: { driver: lab-key-store }"};

    @TempDir
    Path directory;

    /// What the host acknowledged: name of the secret in its store and what it holds.
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> deleted = new ConcurrentHashMap<>();
    /// Those whose deletion was asked for; whether it came to it, nobody knows.
    private final Map<String, String> doubtful = new ConcurrentHashMap<>();

    @Test
    void whatWasAcknowledgedIsThereAndWholeHoweverOftenTheHostIsKilled() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        var random = new Random(SEED);
        try (var host = new HostProcess(directory, DRIVERS)) {
            for (var round = 0; round < ROUNDS; round++) {
                // Every other round into a store that keeps payloads itself.
                prefer(client(host), round % 2 == 1 ? "lab" : "keys");
                var before = acknowledged.size();
                writeUntilKilled(host, round, random);
                assertTrue(acknowledged.size() > before, "a round in which nothing was written shows nothing");
                host.restart(DRIVERS);
                check(client(host));
            }
        }
    }

    private void writeUntilKilled(HostProcess host, int round, Random random) throws Exception {
        var over = new AtomicBoolean();
        var done = new ArrayList<Future<String>>();
        var wanted = acknowledged.size() + 20 + random.nextInt(200);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < WRITERS; number++) {
                var name = round + "-" + number + "-";
                var client = client(host);
                done.add(writers.submit(() -> write(client, name, over)));
            }
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (acknowledged.size() < wanted && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            host.kill();
            over.set(true);
            for (var one : done) {
                one.get();
            }
        }
    }

    private String write(KeyManagerClient client, String name, AtomicBoolean over) throws InterruptedException {
        for (var number = 0; !over.get(); number++) {
            var text = name + number + "-" + "x".repeat(number % 50 * 100);
            try {
                var answer = client.post("/secrets",
                        "{'name': '%s', 'payload': '%s', 'payload_content_type': 'text/plain'}"
                                .formatted(name + number, text));
                assertEquals(201, answer.status(), answer::text);
                var path = path(answer.ref("secret_ref"));
                var end = number % 5 == 4;
                (end ? doubtful : acknowledged).put(path, text);
                if (end) {
                    assertEquals(204, client.delete(path).status());
                    doubtful.remove(path);
                    deleted.put(path, text);
                }
            } catch (IOException e) {
                return name; // the host is gone
            }
        }
        return name;
    }

    private void check(KeyManagerClient client) throws Exception {
        for (var secret : acknowledged.entrySet()) {
            var answer = client.get(secret.getKey() + "/payload", "Accept", "text/plain");
            assertEquals(200, answer.status(), "lost: " + secret.getKey());
            assertEquals(secret.getValue(), answer.text(), "torn: " + secret.getKey());
        }
        for (var secret : doubtful.entrySet()) {
            var answer = client.get(secret.getKey() + "/payload", "Accept", "text/plain");
            if (answer.status() == 404) {
                assertEquals(404, client.get(secret.getKey()).status(), "half deleted: " + secret.getKey());
            } else {
                assertEquals(secret.getValue(), answer.text(), "torn: " + secret.getKey());
            }
        }
        for (var path : deleted.keySet()) {
            assertEquals(404, client.get(path).status(), "deleted, and there again: " + path);
        }
    }

    private static KeyManagerClient client(HostProcess host) throws IOException {
        return new KeyManagerClient(URI.create(host.url()), "Authorization",
                TestHost.basic("admin", Files.readString(host.data().resolve("admin-password")).strip()));
    }

    private static void prefer(KeyManagerClient client, String store) throws Exception {
        for (var shown : new ObjectMapper().readTree(client.get("/secret-stores").bytes()).path("secret_stores")) {
            if (shown.path("name").asText().equals(store)) {
                var path = path(shown.path("secret_store_ref").asText());
                assertEquals(204, client.send("POST", path + "/preferred", new byte[0]).status());
            }
        }
    }

    /// The port is another one after each start.
    private static String path(String ref) {
        return ref.substring(ref.indexOf("/v1/") + "/v1".length());
    }
}
