package io.gantry.barbican;

import io.gantry.api.DriverContext;
import io.gantry.api.secret.Secret;
import io.gantry.tck.TestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the tests configure.
final class Samples {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Samples() {}

    static BarbicanOptions lab(URI url, String project) {
        return new BarbicanOptions(url, Optional.empty(), Optional.empty(), Optional.empty(), project, "Default",
                "Default",
                Optional.empty(), TIMEOUT);
    }

    static BarbicanOptions login(URI url, URI keystone, String password) {
        return new BarbicanOptions(url, Optional.of(keystone), Optional.of("gantry"), Optional.of(secret(password)),
                "hardware", "Default", "Default", Optional.empty(), TIMEOUT);
    }

    static Secret secret(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    static DriverContext context(Path directory) {
        return new TestContext(directory);
    }
}
