package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.host.TestHost;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {
    private static final Pattern LAST = Pattern.compile("Tour finished: (\\d+) of (\\d+) steps passed");
    private static final String PLUGINS = """
            plugins:
              - { id: accelerators, version: ^1.0.0 }
              - { id: local, version: ^1.0.0 }
              - { id: deploy, version: ^1.0.0 }
              - { id: transfer, version: ^1.0.0 }
              - { id: lab, version: ^1.0.0 }
            drivers:
              pci: { driver: pci }
              local: { driver: local }
              lab-deploy: { driver: lab-deploy }
              lab-metal: { driver: lab-hardware }
              lab-a: { driver: lab-hypervisor }
              lab-b: { driver: lab-hypervisor }
              single: { driver: single }
              parallel: { driver: parallel }
            """;

    @TempDir
    Path directory;

    @Test
    void everyStepPassesOnAHostThatIsAsItShouldBeAndNothingIsLeft() throws Exception {
        try (var host = TestHost.start(directory, PLUGINS + "  direct: { driver: direct }\n")) {
            var typed = Typed.at(host, "tour", "--guest-memory", "32MiB");
            assertEquals(0, typed.exit(), typed.out() + typed.err());
            var last = LAST.matcher(typed.out().lines().toList().getLast());
            assertTrue(last.matches(), typed.out());
            assertEquals(last.group(1), last.group(2));
            for (var listing : new String[]{"/baremetal/v1/nodes", "/gantry/v1/guests", "/gantry/v1/images"}) {
                assertFalse(host.get(listing).body().contains("tour-"), listing);
            }
            assertFalse(host.get("/key-manager/v1/secrets").body().contains("tour-"));
        }
    }

    @Test
    void aDriverThatFailsFailsTheTourAndNothingIsLeft() throws Exception {
        try (var host = TestHost.start(directory,
                PLUGINS.replace("lab-deploy }", "lab-deploy, faults: ['deploy:failed'] }"))) {
            var typed = Typed.at(host, "tour", "--guest-memory", "8MiB");
            assertEquals(1, typed.exit(), typed.out() + typed.err());
            assertTrue(typed.out().contains("FAILED: the job ended"), typed.out());
            var last = LAST.matcher(typed.out().lines().toList().getLast());
            assertTrue(last.matches() && !last.group(1).equals(last.group(2)), typed.out());
            assertFalse(host.get("/baremetal/v1/nodes").body().contains("tour-"));
        }
    }
}
