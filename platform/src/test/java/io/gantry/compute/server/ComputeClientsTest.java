package io.gantry.compute.server;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.compute.LabHosts;
import io.gantry.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients of OpenStack, written by others, take servers through their lives.
class ComputeClientsTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "clients", "compute.py").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void theRealClientTakesServersThroughTheirLives() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", "import openstackclient").isEmpty(),
                "skipped: install python3-openstackclient to try the real client");
        var lab = new LabHosts(directory);
        try (var host = TestHost.start(directory,
                HostFile.of(lab.drivers(Map.of("a", "", "b", "", "c", "target:hang"))))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            client.put("/images/disk", BodyPublishers.ofByteArray(new byte[100_000]));
            var said = run(PYTHON, SCRIPT.toString(), "gantry", "disk");
            assertTrue(said.endsWith("done"), said);
            assertTrue(lab.processes().isEmpty(), "guests are left");
        } finally {
            lab.kill();
        }
    }

    private String run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OS_CLIENT_CONFIG_FILE", directory.resolve("data/clouds.yaml").toString());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? text : text + "\nfailed";
    }
}
