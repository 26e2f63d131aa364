package io.gantry.compute.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostProcess;
import io.gantry.compute.LabHosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was asked of a migration outlives the host.
class OrderCrashTest {
    @TempDir
    private Path directory = Path.of("");

    private LabHosts lab = new LabHosts(directory);

    @AfterEach
    void endTheGuests() throws IOException {
        lab.kill();
    }

    @Test
    void aSwitchoverThatWasAskedForHappensThoughTheHostDiedMeanwhile() throws Exception {
        lab = new LabHosts(directory);
        try (var host = new HostProcess(directory, lab.drivers())) {
            LabHosts.run(host.client(), "wild", "\"rate\": \"20000\", \"dirty-region\": \"4\", \"fill\": \"100\"");
            var job = LabHosts.migrate(host.client(), "wild",
                    ", \"bytes_per_second\": 4194304, \"downtime_ms\": 60, \"on_no_convergence\": \"abort\"");
            host.client().await("/jobs/" + job, json -> json.path("progress").path("done").asLong() > 0);
            assertEquals(202, host.client().post("/guests/wild/migration/switch-over", "").status());
            host.kill();
            var client = host.restart(lab.drivers());
            assertEquals("done", client.awaitEnd(job).path("state").asText().toLowerCase(Locale.ROOT));
            var rounds = LabHosts.events(client, job, "round");
            assertEquals(1, rounds.size(), rounds::toString);
            assertTrue(rounds.getFirst().path("reason").asText().endsWith("as was asked meanwhile"), rounds::toString);
            assertEquals("b", client.get("/guests/wild").json().path("host").asText());
        }
    }
}
