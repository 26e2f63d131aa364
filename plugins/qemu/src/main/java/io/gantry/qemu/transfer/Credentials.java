package io.gantry.qemu.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.qmp.QmpError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// Gives both QEMUs a key that is used for one migration alone. It stands in a file of theirs as long as they may read it.
final class Credentials {
    /// Of the object in QEMU.
    static final String ID = "gantry-tls";

    private static final int KEY_BYTES = 32;
    private static final String FILE = "keys.psk";

    private Credentials() {}

    static void share(End source, End target) throws IOException, InterruptedException {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            give(source, "client", key);
            give(target, "server", key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void give(End end, String role, byte[] key) throws IOException, InterruptedException {
        var directory = end.directory().resolve("tls");
        Files.createDirectories(directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.write(directory.resolve(FILE), ("qemu:" + HexFormat.of().formatHex(key) + "\n").getBytes(US_ASCII));
        forgetEarlier(end);
        end.execute("object-add",
                Map.of("qom-type", "tls-creds-psk", "id", ID, "dir", directory.toString(), "endpoint", role));
    }

    private static void forgetEarlier(End end) throws IOException, InterruptedException {
        try {
            end.execute("object-del", Map.of("id", ID));
        } catch (QmpError e) {
            // There is none.
        }
    }

    /// When all are connected: a server reads the file at each connection. What is left over is deleted with the guest's other files.
    static void forget(End end) {
        try {
            Files.deleteIfExists(end.directory().resolve("tls").resolve(FILE));
            Files.deleteIfExists(end.directory().resolve("tls"));
        } catch (IOException e) {
            // The guest was removed, and the file with it.
        }
    }
}
