package io.gantry.lab.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.lab.machine.MachineFacts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server is a process of its own here, as it is for whoever tries things by hand.
class SushyTest {
    private static final Path SUSHY = Path.of("/usr/lib/python3/dist-packages/sushy/__init__.py");
    private static final String READY = "Redfish answers at ";

    @TempDir
    Path directory = Path.of("");

    @Test
    void aClientOfAnotherMakingFindsAllItAsksFor() throws Exception {
        assumeTrue(Files.exists(SUSHY), "Debian's python3-sushy is not installed");
        var expected = """
                power: Off
                allowed: ['ForceOff', 'ForceOn', 'ForceRestart', 'GracefulRestart', 'GracefulShutdown', 'Nmi', 'On', 'PowerCycle']
                boot: ('Cd', 'Once', 'UEFI')
                disc: ('http://127.0.0.1:1/boot.iso', 'boot.iso', True)
                bios: [('BootRetries', 3), ('LogicalProc', 'Enabled'), ('SriovGlobalEnable', 'Disabled'), ('SysProfile', 'Balanced')]
                pending: [('BootRetries', 5), ('SysProfile', 'Performance')]
                bios after a start: [('BootRetries', 5), ('LogicalProc', 'Enabled'), ('SriovGlobalEnable', 'Disabled'), ('SysProfile', 'Performance')]
                secure boot: True
                boot after a start: None
                ejected: True
                ports: %s
                processors: ProcessorSummary(count=2, architecture=<ProcessorArchitecture.X86: 'x86'>)
                disks: [67108864]
                temperature: [('Inlet', 23)]
                fan: [('Fan 1', 4200)]
                power supply: ['PSU 1']
                manager: 1.0
                firmware: [('BIOS', '1.0'), ('BMC', '1.0'), ('NIC', '1.0')]
                end: Off
                """
                .formatted(MachineFacts.addressesOf("machine-1")
                        .stream()
                        .sorted()
                        .map(address -> "'" + address + "'")
                        .toList());
        var script = Path.of(Objects.requireNonNull(SushyTest.class.getResource("/redfish/client.py")).toURI());
        var server = server("--count", "1");
        try {
            var client = new ProcessBuilder("/usr/bin/python3", script.toString(), url(server).toString(),
                    "http://127.0.0.1:1/boot.iso").redirectErrorStream(true).start();
            assertEquals(expected, new String(client.getInputStream().readAllBytes(), UTF_8));
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void quirksAreSwitchedWhileItRuns() throws Exception {
        var server = server("--quirk", "no-sessions");
        try (var client = HttpClient.newHttpClient()) {
            var quirks = HttpRequest.newBuilder(url(server).resolve("/lab/quirks"));
            assertEquals("[\"no-sessions\"]", client.send(quirks.build(), BodyHandlers.ofString()).body());
            var change = quirks.PUT(BodyPublishers.ofString("[\"garbage\", \"in-post\"]")).build();
            assertEquals("[\"in-post\",\"garbage\"]", client.send(change, BodyHandlers.ofString()).body());
            var wrong = client.send(quirks.PUT(BodyPublishers.ofString("[\"rust\"]")).build(), BodyHandlers.ofString());
            assertEquals(400, wrong.statusCode());
            assertTrue(wrong.body().contains("stale-inserted"), wrong.body());
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void mistakesOfTheCallerAreNamed() {
        for (var words : List.of("--count 1", "--machines", "--machines m --port x", "--nothing 1 --machines m")) {
            var failure = assertThrows(IllegalArgumentException.class,
                    () -> LabRedfishOptions.parse(words.split(" ", -1)), words);
            assertTrue(String.valueOf(failure.getMessage()).contains("usage: --machines"), failure.getMessage());
        }
    }

    private Process server(String... more) throws IOException {
        var command = Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                        System.getProperty("java.class.path"), LabRedfish.class.getName(), "--machines",
                        directory.resolve("machines").toString()),
                Stream.of(more)).toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static URI url(Process server) throws IOException {
        // Not closed: the server writes on.
        var line = server.inputReader(UTF_8).readLine();
        assertTrue(line != null && line.startsWith(READY), line);
        return URI.create(line.substring(READY.length()));
    }
}
