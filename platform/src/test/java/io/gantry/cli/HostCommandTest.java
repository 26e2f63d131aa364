package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostCommandTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aHostIsPlannedDrainedReportedAndEnabledAndAMigrationIsWatched() throws Exception {
        var lab = new LabHosts(directory);
        try (var host = TestHost.start(directory,
                "compute: { migration: { strategy: single, downtime: 500ms } }\n" + HostFile.of(lab.drivers()))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            LabHosts.run(client, "web", "\"fill\": \"100\"");
            var watched = Typed.at(host, "guest", "migrate", "web", "--target", "b", "--bandwidth", "8MiB", "--watch");
            assertEquals(0, watched.exit(), watched::toString);
            assertTrue(watched.out().contains("chosen: single"), watched.out());
            assertTrue(watched.out()
                    .matches("(?s).*web: \\d+ %, round 1, .* left.*round 1: .*runs on b; it stood still"
                            + " for \\d+ ms, \\d+ ms were expected.*job migrate of web: DONE, after \\d+ s.*"),
                    watched.out());

            var plan = Typed.at(host, "host", "drain", "b", "--plan");
            assertTrue(plan.out().matches("(?s)GUEST .*web +16 MiB +a +PLANNED .*"), plan.out());
            var drained = Typed.at(host, "host", "drain", "b", "--to", "a", "--watch");
            assertEquals(0, drained.exit(), drained::toString);
            assertTrue(drained.out().contains("1 moved, 0 cannot, 0 failed"), drained.out());
            assertTrue(Typed.at(host, "host", "report", "b").out().matches("(?s).*web .*MOVED .*"));
            assertTrue(Typed.at(host, "host", "list").out().matches("(?s).*b +DISABLED +0 +0 B of .*drained by job.*"));
            assertEquals(1, Typed.at(host, "guest", "migrate", "web", "--target", "b").exit());
            assertEquals(0, Typed.at(host, "host", "enable", "b").exit());
            assertEquals(1, Typed.at(host, "guest", "switch-over", "web").exit());
        } finally {
            lab.kill();
        }
    }
}
