package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesTest {
    @TempDir
    Path directory;

    @Test
    void aFailingAndASlowDriverHideNothingOfTheOthers() throws Exception {
        try (var host = TestHost.start(directory, HostFile.of(
                "failing: { driver: lab-accelerator, faults: ['discover:failed'] }",
                "slow: { driver: lab-accelerator, deadline: 1s, faults: ['discover:hang'] }",
                "throwing: { driver: lab-accelerator, faults: ['discover:throw'] }",
                "nothing: { driver: lab-accelerator, faults: ['discover:null'] }",
                "good: { driver: lab-accelerator, devices: 3 }", "keys: { driver: local }"))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            var found = client.get("/devices").json();
            var instances = new ArrayList<String>();
            found.path("devices").forEach(device -> instances.add(device.path("instance").asText()));
            assertEquals(List.of("good", "good", "good"), instances);
            var troubled = new ArrayList<String>();
            found.path("problems").forEach(problem -> {
                troubled.add(problem.path("instance").asText());
                assertTrue(problem.path("detail").asText().length() > 10, problem::toString);
            });
            assertEquals(List.of("failing", "slow", "throwing", "nothing"), troubled);

            var device = client.get("/devices?instance=good").json().path("devices").get(0);
            assertEquals("fpga", device.path("kind").asText());
            assertEquals(
                    "[\"Attachable\",\"Cleanable\",\"Diagnosable\",\"Measurable\",\"Partitionable\",\"Programmable\"]",
                    device.path("roles").toString());
            var part = device.path("parts").get(0);
            assertEquals("pci", part.path("attachments").get(0).path("type").asText());
            assertEquals("FPGA", part.path("resource_class").asText());
            assertEquals(422, client.get("/devices?instance=keys").status());
            assertEquals(404, client.get("/devices?instance=none").status());
        }
    }
}
