package io.gantry.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobHttpTest {
    @Test
    void refusesPreciselyAndAnswersAnEmptyList(@TempDir Path directory) throws Exception {
        try (var host = io.gantry.host.TestHost.start(directory, "")) {
            var empty = host.get("/gantry/v1/jobs");
            assertEquals(200, empty.statusCode());
            assertEquals("{\"jobs\":[]}", empty.body());
            var id = UUID.randomUUID();
            var refusals = Map.of("?limit=0", "limit is 0; it has to be from 1 to 1000", "?limit=x",
                    "limit is not a whole number", "?state=happy", "state is none of [QUEUED,", "?marker=x",
                    "marker is not the id of a job", "/x", "id is not the id of a job", "/x/events",
                    "id is not the id of a job", "/" + id + "/events?wait=31", "wait is 31; it has to be from 0 to 30");
            for (var refusal : refusals.entrySet()) {
                var answer = host.get("/gantry/v1/jobs" + refusal.getKey());
                assertEquals(400, answer.statusCode(), refusal.getKey());
                assertTrue(answer.body().contains(refusal.getValue()), answer.body());
            }
            assertEquals(404, host.get("/gantry/v1/jobs/" + id).statusCode());
            assertEquals(404, host.get("/gantry/v1/jobs/" + id + "/events").statusCode());
            assertEquals(404, host.get("/gantry/v1/jobs?marker=" + id).statusCode());
            assertEquals(404, host.post("/gantry/v1/jobs/" + id + "/cancel", "").statusCode());
        }
    }
}
