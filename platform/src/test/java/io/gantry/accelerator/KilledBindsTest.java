package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostProcess;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the host while pieces are handed out and taken back, again and again. `-Dgantry.fault.rounds=N` says how often,
/// `-Dgantry.fault.seed=N` repeats a run.
class KilledBindsTest {
    private static final int ROUNDS = Integer.getInteger("gantry.fault.rounds", 2);
    private static final long SEED = Long.getLong("gantry.fault.seed", System.nanoTime());
    private static final int CALLERS = 6;
    private static final int PARTS = 8;
    private static final String[] DRIVERS = {"one: { driver: lab-accelerator, devices: 4, host: cmp1 }",
            "two: { driver: lab-accelerator, devices: 4, host: cmp2 }"};

    @TempDir
    Path directory;

    @Test
    void noPieceIsLostOrHandedOutTwiceHoweverOftenTheHostIsKilled() throws Exception {
        System.out.println("gantry.fault.seed=" + SEED);
        var random = new Random(SEED);
        try (var host = new HostProcess(directory, DRIVERS)) {
            client(host).profile("one", "'resources:FPGA': '1'");
            for (var round = 0; round < ROUNDS; round++) {
                bindUntilKilled(host, 5 + random.nextInt(40));
                host.restart(DRIVERS);
                check(client(host));
            }
            cleanUp(client(host));
        }
    }

    private void bindUntilKilled(HostProcess host, int wanted) throws Exception {
        var over = new AtomicBoolean();
        var done = new AtomicInteger();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < CALLERS; number++) {
                var client = client(host);
                var ended = callers.submit(() -> handOut(client, over, done));
                assertTrue(!ended.isCancelled());
            }
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (done.get() < wanted && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            host.kill();
            over.set(true);
        }
        assertTrue(done.get() > 0, "a round in which nothing was done shows nothing");
    }

    private static boolean handOut(AcceleratorClient client, AtomicBoolean over, AtomicInteger done)
            throws InterruptedException {
        while (!over.get()) {
            try {
                var arq = client.request("one").getFirst();
                client.post("/gantry/v1/accelerator-requests/" + arq + "/place",
                        "{'instance': '%s'}".formatted(UUID.randomUUID()));
                done.incrementAndGet();
                client.delete("accelerator_requests?arqs=" + arq);
                done.incrementAndGet();
            } catch (IOException | AssertionError e) {
                return true; // the host is gone
            }
        }
        return true;
    }

    /// Whatever was under way ends, and then every piece that is used is that of one request which has it.
    private static void check(AcceleratorClient client) throws Exception {
        var arqs = settled(client);
        var bound = arqs.stream().filter(arq -> arq.path("state").asText().equals("Bound")).toList();
        var pieces = new HashSet<String>();
        bound.forEach(arq -> assertTrue(pieces.add(arq.path("hostname").asText() + arq.path("attach_handle_info")),
                arq::toString));
        assertEquals(bound.size(), used(client), "pieces in use, and requests that have one");
        assertEquals(bound.size(), held(client), "pieces that drivers hold attached");
    }

    private static List<JsonNode> settled(AcceleratorClient client) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            var arqs = new ArrayList<JsonNode>();
            client.get("accelerator_requests").is(200).json().path("arqs").forEach(arqs::add);
            var moving = client.get("/gantry/v1/jobs?limit=200").json().path("jobs");
            var busy = 0;
            for (var job : moving) {
                busy += List.of("DONE", "FAILED", "CANCELLED")
                        .contains(job.path("state").asText().toUpperCase(java.util.Locale.ROOT)) ? 0 : 1;
            }
            if (busy == 0) {
                return arqs;
            }
            assertTrue(System.nanoTime() < deadline, moving::toString);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static long used(AcceleratorClient client) throws Exception {
        var used = 0L;
        for (var device : client.get("/gantry/v1/devices?look=true").is(200).json().path("devices")) {
            for (var part : device.path("parts")) {
                used += part.path("used").asLong();
            }
        }
        return used;
    }

    private static long held(AcceleratorClient client) throws Exception {
        var held = 0L;
        for (var device : client.get("/gantry/v1/devices").json().path("devices")) {
            held += device.path("properties").path("held").asLong();
        }
        return held;
    }

    /// Everything can be taken back, and then all of it be handed out.
    private static void cleanUp(AcceleratorClient client) throws Exception {
        for (var arq : settled(client)) {
            client.delete("accelerator_requests?arqs=" + arq.path("uuid").asText()).is(204);
        }
        for (var number = 0; number < PARTS; number++) {
            var arq = client.request("one").getFirst();
            client.post("/gantry/v1/accelerator-requests/" + arq + "/place",
                    "{'instance': '%s'}".formatted(UUID.randomUUID())).is(202);
            client.await(arq, "Bound");
        }
    }

    private static AcceleratorClient client(HostProcess host) throws IOException {
        return new AcceleratorClient(URI.create(host.url()),
                TestHost.basic("admin", Files.readString(host.data().resolve("admin-password")).strip()));
    }
}
