package io.gantry.plugin;

import io.gantry.api.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Fetches the secrets that options refer to. What stands in the file is never repeated unless it is a reference, since it may be the
/// secret itself.
final class References {
    static final String PATTERN = "(file|env|credential):.+";
    private static final int LARGEST = 1 << 20;

    private final Mistakes mistakes;
    private final Path directory;
    private final Map<String, String> environment;

    References(Mistakes mistakes, Path directory, Map<String, String> environment) {
        this.mistakes = mistakes;
        this.directory = directory;
        this.environment = environment;
    }

    Optional<Secret> read(ScalarNode node, String key) {
        var colon = node.getValue().indexOf(':');
        var name = node.getValue().substring(colon + 1);
        return switch (colon < 0 || name.isEmpty() ? "" : node.getValue().substring(0, colon)) {
            case "env" -> variable(name, node, key);
            case "file" -> file(name, node, key);
            case "credential" -> credential(name, node, key);
            default -> mistakes.refuse(node, key
                    + " is a secret and does not belong into this file: put it into a file,"
                    + " an environment variable or a credential of systemd and write file:PATH, env:NAME or credential:NAME");
        };
    }

    /// What systemd hands to a service by `LoadCredential` or `LoadCredentialEncrypted`.
    private Optional<Secret> credential(String name, ScalarNode node, String key) {
        var credentials = environment.get("CREDENTIALS_DIRECTORY");
        if (credentials == null) {
            return mistakes.refuse(node, key + ": there are no credentials, for CREDENTIALS_DIRECTORY is not set;"
                    + " name it in the unit of systemd as LoadCredential=" + name + ":PATH");
        }
        return name.contains("/")
                ? mistakes.refuse(node, key + ": a credential is named without /: " + name)
                : file(Path.of(credentials).resolve(name).toString(), node, key);
    }

    private Optional<Secret> variable(String name, ScalarNode node, String key) {
        var value = environment.get(name);
        return value == null
                ? mistakes.refuse(node, key + ": the environment variable " + name + " is not set")
                : Optional.of(new Secret(value.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<Secret> file(String name, ScalarNode node, String key) {
        try {
            var path = directory.resolve(name);
            if (!Files.isRegularFile(path)) {
                return mistakes.refuse(node, key + ": there is no file " + path);
            }
            if (readableByOthers(path)) {
                return mistakes.refuse(node, key + ": every user of this machine can read " + path
                        + "; run: chmod o-rwx " + path);
            }
            if (Files.size(path) > LARGEST) {
                return mistakes.refuse(node, key + ": " + path + " is larger than 1 MiB");
            }
            var bytes = Files.readAllBytes(path);
            try {
                return Optional.of(new Secret(withoutLineBreak(bytes)));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (IOException | InvalidPathException e) {
            return mistakes.refuse(node, key + ": the file " + name + " cannot be read; may this user read it?");
        }
    }

    private static boolean readableByOthers(Path path) throws IOException {
        try {
            return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException e) { // a file system without modes
            return false;
        }
    }

    /// Editors end a file with a line break that nobody means; one line of text loses it, anything else is taken as it is.
    private static byte[] withoutLineBreak(byte[] bytes) {
        var last = bytes.length - 1;
        if (last < 0 || bytes[last] != '\n') {
            return bytes;
        }
        for (var i = 0; i < last; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                return bytes;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Arrays.copyOf(bytes, last);
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }
}
