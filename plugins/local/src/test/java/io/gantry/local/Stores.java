package io.gantry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Stores and what they are made of.
final class Stores {
    static final SecretId ID = new SecretId("p", "s");

    private Stores() {}

    static LocalKeyStore open(Path directory) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.empty(), Optional.empty()), new TestContext(directory));
    }

    static LocalKeyStore open(Path directory, Secret key) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.of(key), Optional.empty()), new TestContext(directory));
    }

    static LocalKeyStore open(Path directory, Secret key, Secret former) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.of(key), Optional.of(former)), new TestContext(directory));
    }

    static Secret key(int number) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return new Secret(bytes);
    }

    static Secret read(Path file) throws IOException {
        return new Secret(Files.readAllBytes(file));
    }

    static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    static Map<String, ByteBuffer> contents(Path directory) throws IOException {
        var contents = new TreeMap<String, ByteBuffer>();
        try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
            for (var file : files.toList()) {
                contents.put(file.toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
