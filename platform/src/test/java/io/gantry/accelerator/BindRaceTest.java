package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hundred want what there are a hundred of.
class BindRaceTest {
    private static final int PARTS = 100;
    private static final int CALLERS = 200;

    @TempDir
    Path directory;

    @Test
    void aHundredGetOneEachAndTheOthersAreToldWhy() throws Exception {
        try (var host = TestHost.start(directory,
                HostFile.of("one: { driver: lab-accelerator, devices: 50, host: cmp1 }",
                        "two: { driver: lab-accelerator, devices: 50, host: cmp2 }"))) {
            var client = new AcceleratorClient(host.uri(),
                    TestHost.basic("admin", Files.readString(host.passwordFile()).strip()));
            client.get("/gantry/v1/devices").is(200);
            client.profile("one", "'resources:FPGA': '1'");
            var parts = new ArrayList<JsonNode>();
            client.get("deployables").json().path("deployables").forEach(parts::add);
            assertEquals(PARTS, parts.size());
            var arqs = requests(client);
            race(client, arqs,
                    number -> client.bind(arqs.get(number), parts.get(number % PARTS), UUID.randomUUID().toString()));
            for (var at = 0; at < CALLERS; at += 50) {
                client.delete("accelerator_requests?arqs=" + String.join(",", arqs.subList(at, at + 50))).is(204);
            }
            client.awaitNone();

            var placed = requests(client);
            race(client, placed,
                    number -> client.post("/gantry/v1/accelerator-requests/" + placed.get(number) + "/place",
                            "{'instance': '%s'}".formatted(UUID.randomUUID())));
        }
    }

    private static List<String> requests(AcceleratorClient client) throws Exception {
        var arqs = new ArrayList<String>();
        for (var number = 0; number < CALLERS; number++) {
            arqs.addAll(client.request("one"));
        }
        return arqs;
    }

    private interface Attempt {
        AcceleratorClient.Answer of(int number) throws Exception;
    }

    private static void race(AcceleratorClient client, List<String> arqs, Attempt attempt) throws Exception {
        var answers = new ArrayList<AcceleratorClient.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<AcceleratorClient.Answer>>();
            for (var number = 0; number < CALLERS; number++) {
                var mine = number;
                calls.add(() -> attempt.of(mine));
            }
            for (var answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        var handles = new HashSet<String>();
        for (var number = 0; number < CALLERS; number++) {
            var answer = answers.get(number);
            if (answer.status() == 202) {
                var bound = client.await(arqs.get(number), "Bound");
                assertTrue(handles.add(bound.path("hostname").asText() + bound.path("attach_handle_info")),
                        "handed out twice: " + bound);
            } else {
                assertEquals(409, answer.status(), answer::text);
                assertTrue(answer.text().contains("in use"), answer::text);
            }
        }
        assertEquals(PARTS, handles.size());
    }
}
