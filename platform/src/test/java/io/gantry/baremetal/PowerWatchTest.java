package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The controllers are asked for the power of their nodes time and again.
class PowerWatchTest {
    private static final String OFTEN = "bare-metal: { power-interval: 100ms }\n";

    @TempDir
    Path directory;

    @Test
    void aNodeWhoseControllerIsSilentIsTakenOutOfUseUntilItAnswers() throws Exception {
        try (var host = TestHost.start(directory, "bare-metal: { power-interval: 0s }\n"
                + HostFile.of("keys: { driver: local }", "rack: { driver: lab-hardware }"))) {
            var rack = rack(host);
            rack.offer("n1", "rack", "autodetect");
            rack.enroll("new", "rack", "autodetect");
        }
        try (var host = TestHost.start(directory, OFTEN + HostFile.of("keys: { driver: local }",
                "rack: { driver: lab-hardware, faults: [ \"power:unreachable:4x\" ] }"))) {
            var api = rack(host).api();
            var lost = api.await("/nodes/n1", node -> node.path("fault").asText().equals("power failure"));
            assertTrue(lost.path("maintenance").asBoolean(), lost::toString);
            assertEquals("error", lost.path("power_state").asText());
            assertTrue(lost.path("last_error").asText().contains("3 times"), lost::toString);
            var back = api.await("/nodes/n1", node -> node.path("fault").isNull());
            assertFalse(back.path("maintenance").asBoolean(), back::toString);
            assertTrue(back.path("maintenance_reason").isNull() && back.path("last_error").isNull(), back::toString);
            assertEquals("power off", back.path("power_state").asText());
            assertTrue(api.get("/nodes/n1/history").text().contains("answers again"));
            assertTrue(api.get("/nodes/new").json().path("power_state").isNull(), "nobody said it can be reached yet");
        }
    }

    private static Rack rack(TestHost host) throws Exception {
        return new Rack(new HostClient(host.uri() + "/gantry/v1", host.passwordFile()));
    }
}
