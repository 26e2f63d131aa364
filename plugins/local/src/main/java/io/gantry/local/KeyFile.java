package io.gantry.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file `keys`: a head, what proves the master key, one line for each project key with the newest of a project last, and an end that
/// counts them.
final class KeyFile {
    static final String NAME = "keys";
    private static final String HEAD = "gantry project keys 1";
    private static final String CHECK = "master ";
    private static final String END = "end ";
    private static final int LARGEST = 256 << 20;

    private final Path path;
    private final List<String> lines;

    private KeyFile(Path path, List<String> lines) {
        this.path = path;
        this.lines = lines;
    }

    static Optional<KeyFile> read(Vault home) throws InterruptedException {
        return home.read(NAME, LARGEST).map(bytes -> {
            var file = new KeyFile(home.path(NAME), new String(bytes, US_ASCII).lines().toList());
            var keys = file.lines.size() - 3;
            if (keys < 0 || !file.lines.getFirst().equals(HEAD) || !file.lines.get(1).startsWith(CHECK)
                    || !file.lines.getLast().equals(END + keys)) {
                throw file.damaged(null);
            }
            return file;
        });
    }

    static void write(Vault home, byte[] master, List<ProjectKey> keys, SecureRandom random)
            throws InterruptedException {
        var lines = new ArrayList<String>();
        lines.add(HEAD);
        lines.add(CHECK + Base64.getEncoder().encodeToString(Sealed.seal(master, CHECK, new byte[0], random)));
        keys.forEach(key -> lines.add(key.wrap(master, random)));
        lines.add(END + keys.size());
        home.write(NAME, (String.join("\n", lines) + "\n").getBytes(US_ASCII));
    }

    /// Whether this is the key that the file was written under.
    boolean proves(byte[] master) {
        try {
            Sealed.open(master, CHECK, Base64.getDecoder().decode(lines.get(1).substring(CHECK.length())), 0);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException other) {
            return false;
        }
    }

    boolean hasKeys() {
        return lines.size() > 3;
    }

    List<ProjectKey> keys(byte[] master) {
        var keys = new ArrayList<ProjectKey>();
        for (var line : lines.subList(2, lines.size() - 1)) {
            try {
                keys.add(ProjectKey.unwrap(master, line));
            } catch (GeneralSecurityException damage) {
                throw damaged(damage);
            }
        }
        return keys;
    }

    private DriverException damaged(@Nullable Throwable cause) {
        return new DriverException(Kind.FAILED,
                "%s is damaged: it was cut short or changed; nothing was written. Restore it from a backup."
                        .formatted(path),
                cause);
    }
}
