package io.gantry.vault;

import io.gantry.api.DriverContext;
import io.gantry.api.secret.Secret;
import io.gantry.tck.TestContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/// What the tests configure.
final class Samples {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Samples() {}

    static KeyValueOptions keyValue(LabVault vault, String token) {
        return keyValue(vault, token, "secret", Optional.empty());
    }

    static KeyValueOptions keyValue(LabVault vault, String token, String mount, Optional<String> namespace) {
        return new KeyValueOptions(vault.url(), Optional.of(secret(token)), Optional.empty(), Optional.empty(),
                "approle",
                namespace, mount, "gantry", Optional.empty(), TIMEOUT);
    }

    static KeyValueOptions role(LabVault vault, String secretId) {
        return new KeyValueOptions(vault.url(), Optional.empty(), Optional.of(LabTokens.ROLE),
                Optional.of(secret(secretId)), "approle", Optional.empty(), "secret", "gantry", Optional.empty(),
                TIMEOUT);
    }

    static TransitOptions transit(LabVault vault, String token) {
        return new TransitOptions(vault.url(), Optional.of(secret(token)), Optional.empty(), Optional.empty(),
                "approle",
                Optional.empty(), "transit", "gantry", Optional.empty(), TIMEOUT);
    }

    static Secret secret(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A context whose clock is the lab's.
    static DriverContext context(Path directory, LabVault vault) {
        return new Clocked(new TestContext(directory), vault::now);
    }

    private record Clocked(DriverContext context, InstantSource clock) implements DriverContext {
        @Override
        public String instance() {
            return context.instance();
        }

        @Override
        public Path directory() {
            return context.directory();
        }

        @Override
        public ThreadFactory threads() {
            return context.threads();
        }
    }
}
