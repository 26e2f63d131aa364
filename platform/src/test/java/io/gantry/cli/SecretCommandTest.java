package io.gantry.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.host.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommandTest {
    @Test
    void bytesComeBackAsTheyWereInAFileOfTheirOwner(@TempDir Path directory) throws Exception {
        var payload = new byte[]{0, 1, -1, 10, 13, 0};
        var given = Files.write(directory.resolve("given"), payload);
        var got = directory.resolve("got");
        try (var host = TestHost.start(directory,
                "plugins: [{ id: local, version: ^1.0.0 }]\ndrivers: { keys: { driver: local } }\n")) {
            var id = Typed.at(host, "secret", "create", "disk-key", "--file", given.toString()).out().strip();
            assertEquals(0, Typed.at(host, "secret", "get", id, "--file", got.toString()).exit());
            assertArrayEquals(payload, Files.readAllBytes(got));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(got)));
            assertEquals(0, Typed.at(host, "secret", "delete", id).exit());
            assertEquals(1, Typed.at(host, "secret", "get", id).exit());
        }
    }
}
