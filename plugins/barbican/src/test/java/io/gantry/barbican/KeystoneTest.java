package io.gantry.barbican;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins, against a real Barbican whose own middleware checks every token with a Keystone of the test.
class KeystoneTest {
    private static final SecretId ID = new SecretId("p", "s");
    private static final Duration LIFE = Duration.ofHours(1);

    @TempDir
    static Path directory;

    private static @Nullable LabKeystone keystone;
    private static @Nullable BarbicanPeer peer;

    @BeforeAll
    static void start() throws IOException {
        keystone = new LabKeystone(LIFE);
        peer = BarbicanPeer.guarded(directory, keystone.url());
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.close();
        }
        if (keystone != null) {
            keystone.close();
        }
    }

    private static LabKeystone keystone() {
        return Objects.requireNonNull(keystone);
    }

    private static BarbicanKeyStore open(String password, InstantSource clock) {
        return new BarbicanKeyStore(Samples.login(Objects.requireNonNull(peer).url(), keystone().url(), password),
                new Clocked(Samples.context(directory), clock));
    }

    @Test
    void logsInOnceForManyCalls() throws Exception {
        try (var store = open("right", InstantSource.system())) {
            var before = keystone().logins();
            var token = store.put(ID, Samples.secret("open sesame"));
            assertEquals(Optional.of(Samples.secret("open sesame")), store.get(ID, token));
            store.delete(ID, token);
            assertEquals(Optional.empty(), store.get(ID, token));
            assertEquals(before + 1, keystone().logins());
        }
    }

    @Test
    void logsInAgainBeforeTheTokenEnds() throws Exception {
        var now = new AtomicReference<>(Instant.now());
        try (var store = open("right", now::get)) {
            var before = keystone().logins();
            var token = store.put(ID, Samples.secret("open sesame"));
            now.set(now.get().plus(LIFE.multipliedBy(8).dividedBy(10)));
            store.get(ID, token);
            assertEquals(before + 1, keystone().logins(), "with a fifth of the token's life left");
            now.set(now.get().plus(LIFE.dividedBy(8)));
            store.get(ID, token);
            assertEquals(before + 2, keystone().logins(), "with less than a tenth of the token's life left");
        }
    }

    @Test
    void logsInAgainWhenTheTokenWasRevoked() throws Exception {
        try (var store = open("right", InstantSource.system())) {
            var token = store.put(ID, Samples.secret("open sesame"));
            var before = keystone().logins();
            keystone().revokeAll();
            assertEquals(Optional.of(Samples.secret("open sesame")), store.get(ID, token));
            assertEquals(before + 1, keystone().logins());
        }
    }

    @Test
    void saysWhoIsNotLetIn() {
        try (var store = open("wrong-password", InstantSource.system())) {
            var failure = assertThrows(DriverException.class, () -> store.put(ID, Samples.secret("open sesame")));
            assertEquals(Kind.FAILED, failure.kind());
            var message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("'gantry'") && message.contains("'hardware'")
                    && message.contains(keystone().url().toString()), message);
            assertFalse(failure.toString().contains("wrong-password"), message);
        }
    }

    /// A context with another clock.
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
