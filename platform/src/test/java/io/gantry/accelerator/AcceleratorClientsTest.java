package io.gantry.accelerator;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.HostFile;
import io.gantry.host.TestHost;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The clients of OpenStack, written by others, do all that they can with accelerators.
class AcceleratorClientsTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path SCRIPT = Path.of("src", "test", "resources", "clients", "accelerator.py")
            .toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void everyCommandOfTheRealClientWorks() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && run(PYTHON, "-c", "import cyborgclient, openstackclient").isEmpty(),
                "skipped: install python3-cyborgclient python3-openstackclient to try the real client");
        try (var _ = TestHost.start(directory, HostFile.of("one: { driver: lab-accelerator, devices: 2, host: cmp1 }",
                "two: { driver: lab-accelerator, devices: 2, host: cmp2 }"))) {
            var bitstreams = Files.createDirectories(directory.resolve("data/bitstreams"));
            Files.writeString(bitstreams.resolve(UUID.randomUUID() + ".bin"), "LABFPGA1 and what it does");
            var said = run(PYTHON, SCRIPT.toString(), "gantry");
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
