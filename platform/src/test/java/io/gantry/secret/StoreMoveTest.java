package io.gantry.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostProcess;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moves secrets from store to store and back while the host is killed. `-Dgantry.fault.rounds=N` says how often,
/// `-Dgantry.fault.seed=N` repeats a run.
class StoreMoveTest {
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int SECRETS = 150;
    private static final String[] DRIVERS = {"keys: { driver: local }", "lab: { driver: lab-key-store }"};

    @TempDir
    Path directory;

    @Test
    void noSecretIsLostOrDoubledHoweverOftenTheHostIsKilledWhileTheyMove() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        var random = new Random(SEED);
        var kept = new TreeMap<String, String>();
        try (var host = new HostProcess(directory, DRIVERS)) {
            for (var number = 0; number < SECRETS; number++) {
                var ref = client(host).keep("s" + number, "payload " + number);
                kept.put(ref.substring(ref.indexOf("/secrets/")), "payload " + number);
            }
            var from = "keys";
            for (var round = 0; round < ROUNDS; round++) {
                var to = from.equals("keys") ? "lab" : "keys";
                var job = host.client()
                        .post("/key-stores/" + from + "/move", "{\"to\": \"" + to + "\"}")
                        .json()
                        .path("id")
                        .asText();
                var until = random.nextInt(SECRETS);
                host.client().await("/key-stores", stores -> secrets(stores, to) > until);
                host.kill();
                host.restart(DRIVERS);
                assertEquals("DONE", host.client().awaitEnd(job).path("state").asText());
                check(host, kept, from, to);
                from = to;
            }
        }
    }

    private void check(HostProcess host, Map<String, String> kept, String from, String to) throws Exception {
        var stores = host.client().get("/key-stores").json();
        assertEquals(SECRETS, secrets(stores, to), "all are in " + to);
        assertEquals(0, secrets(stores, from), "none is in " + from);
        for (var secret : kept.entrySet()) {
            assertEquals(secret.getValue(), client(host).get(secret.getKey() + "/payload").text());
        }
        if (from.equals("lab")) {
            var files = host.data().resolve("drivers/lab/secrets");
            host.client().await("/key-stores", _ -> count(files) == 0); // the sweeper deletes what the kill left there
        } else {
            assertTrue(count(host.data().resolve("drivers/lab/secrets")) >= SECRETS);
        }
    }

    private static long count(Path directory) {
        try (var files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int secrets(JsonNode stores, String name) {
        for (var store : stores.path("key_stores")) {
            if (store.path("name").asText().equals(name)) {
                return store.path("secrets").asInt();
            }
        }
        throw new AssertionError("no " + name + " in " + stores);
    }

    private static KeyManagerClient client(HostProcess host) throws IOException {
        return new KeyManagerClient(URI.create(host.url()), "Authorization",
                TestHost.basic("admin", Files.readString(host.data().resolve("admin-password")).strip()));
    }
}
