package io.gantry.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.HostClient;
import io.gantry.HostFile;
import io.gantry.compute.tpm.TpmKeys;
import io.gantry.host.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// A whole host, with guests on real QEMUs that have real TPMs.
@EnabledIf(value = "io.gantry.compute.QemuHosts#installed", disabledReason = QemuHosts.HINT)
class QemuGuestsTest {
    private static final Pattern BEAT = Pattern.compile("BEAT (\\d+) bad=(\\d+)");

    @TempDir
    Path directory = Path.of("");

    private QemuHosts qemu;
    private TestHost host;
    private HostClient client;

    @BeforeEach
    void startTheHost() throws IOException {
        qemu = new QemuHosts(directory);
        host = TestHost.start(directory, HostFile.with(List.of("qemu", "local"), qemu.drivers()));
        client = new HostClient(host.uri() + "/gantry/v1", host.passwordFile());
    }

    @AfterEach
    void endEverything() throws IOException {
        host.close();
        qemu.kill();
    }

    @Test
    void aGuestWithATpmIsMovedOverFourConnectionsAndBackOverOneAndGoneWithoutATrace() throws Exception {
        qemu.run(client, "g");
        var before = lastBeat("a");
        var there = QemuHosts.move(client, "g", "b", ", \"strategy\": \"parallel\", \"connections\": 4");
        assertEquals("DONE", there.path("state").asText(), there.toString());
        qemu.await("b", "g", "TPM-CHECK 0");
        assertTrue(lastBeat("b") > before);
        assertFalse(Files.exists(qemu.directory("a").resolve("g")));
        assertEquals(2, qemu.processes().size(), "QEMU and swtpm");
        assertEquals(5,
                LabHosts.events(client, there.path("id").asText(), "round").getLast().path("connections").size());
        var middle = lastBeat("b");
        var back = QemuHosts.move(client, "g", "a", ", \"strategy\": \"single\"");
        assertEquals("DONE", back.path("state").asText(), back.toString());
        qemu.await("a", "g", "TPM-CHECK 0");
        assertTrue(lastBeat("a") > middle);
        assertFalse(qemu.console("a", "g").contains("TPM-CHECK 1"));
        assertEquals(204, client.delete("/guests/g").status());
        assertEquals(List.of(), qemu.processes());
        assertEquals(List.of(), qemu.sockets());
        assertFalse(Files.exists(qemu.directory("a").resolve("g")));
    }

    @Test
    void aGuestWhoseSecretIsGoneStaysWhereItIsAndTheReasonIsSaid() throws Exception {
        qemu.run(client, "g");
        var entry = host.bean(GuestStore.class).find("g").orElseThrow();
        host.bean(TpmKeys.class).forget(entry.tpmSecret().orElseThrow());
        var job = QemuHosts.move(client, "g", "b", ", \"strategy\": \"single\"");
        assertEquals("FAILED", job.path("state").asText(), job.toString());
        assertTrue(job.path("reason").asText().contains("is gone from the key store"), job.toString());
        var beat = lastBeat("a");
        qemu.await("a", "g", "BEAT " + (beat + 5));
        assertEquals(2, qemu.processes().size());
    }

    private long lastBeat(String at) throws IOException {
        var last = BEAT.matcher(qemu.console(at, "g")).results().toList().getLast();
        assertEquals("0", last.group(2), "what the guest wrote has to be there when it looks");
        return Long.parseLong(last.group(1));
    }
}
