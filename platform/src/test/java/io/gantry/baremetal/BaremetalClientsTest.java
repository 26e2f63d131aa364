package io.gantry.baremetal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients of OpenStack, written by others, take nodes through their lives.
class BaremetalClientsTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "clients", "baremetal.py").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void theRealClientTakesANodeThroughItsLife() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && run(PYTHON, "-c", "import ironicclient, openstackclient").isEmpty(),
                "skipped: install python3-ironicclient python3-openstackclient to try the real client");
        try (var host = TestHost.start(directory, HostFile.of("keys: { driver: local }", "direct: { driver: direct }",
                "fallback: { driver: lab-deploy }", "rack: { driver: lab-hardware }"))) {
            var client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
            assertEquals(200, client.put("/images/disk", BodyPublishers.ofByteArray(DiskImages.gpt(3, 7))).status());
            var said = run(PYTHON, SCRIPT.toString(), "gantry", "rack", "disk");
            assertTrue(said.endsWith("done"), said);
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
