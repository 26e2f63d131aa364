package io.gantry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.SecretId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens and roles, and how long they last.
class LoginTest {
    private static final SecretId ID = new SecretId("p", "s");

    @TempDir
    Path directory;

    private final LabVault vault = new LabVault();

    LoginTest() throws IOException {}

    @AfterEach
    void stop() {
        vault.close();
    }

    private VaultKeyValue open(KeyValueOptions options) {
        return new VaultKeyValue(options, Samples.context(directory, vault));
    }

    private void works(VaultKeyValue store) throws InterruptedException {
        var token = store.put(ID, Samples.secret("open sesame"));
        assertEquals(Optional.of(Samples.secret("open sesame")), store.get(ID, token));
    }

    @Test
    void aRoleLogsInOnceAndRenewsUntilItCannotAnyMore() throws Exception {
        try (var store = open(Samples.role(vault, LabTokens.SECRET_ID))) {
            works(store);
            works(store);
            assertEquals(1, vault.tokens.logins.get());
            assertEquals(0, vault.tokens.renewals.get());
            for (var expected = 1; expected <= 3; expected++) { // at 45, 90 and 135 minutes of 180
                vault.pass(Duration.ofMinutes(45));
                works(store);
                assertEquals(expected, vault.tokens.renewals.get());
            }
            assertEquals(1, vault.tokens.logins.get());
            vault.pass(Duration.ofMinutes(42)); // the token's last three minutes
            works(store);
            assertEquals(2, vault.tokens.logins.get());
        }
    }

    @Test
    void aRoleLogsInAgainWhenItsTokenWasRevoked() throws Exception {
        try (var store = open(Samples.role(vault, LabTokens.SECRET_ID))) {
            works(store);
            vault.tokens.revokeAll();
            works(store);
            assertEquals(2, vault.tokens.logins.get());
        }
    }

    @Test
    void aRoleWithoutAPolicyDoesNotUseUpItsSecretId() throws Exception {
        try (var store = open(Samples.role(vault, LabTokens.SECRET_ID))) {
            works(store);
            vault.misbehave((_, path) -> path.startsWith("secret/")
                    ? Optional.of(Reply.error(403, "1 error occurred:\n\t* permission denied\n\n"))
                    : Optional.empty());
            assertTrue(failed(store).contains("policy"));
            vault.behave();
            works(store);
            assertEquals(1, vault.tokens.logins.get());
        }
    }

    @Test
    void aRoleThatIsNotLetInSaysSo() {
        try (var store = open(Samples.role(vault, "wrong-secret-id"))) {
            var message = failed(store);
            assertTrue(message.contains(LabTokens.ROLE) && message.contains(vault.url().toString()), message);
            assertFalse(message.contains("wrong-secret-id"), message);
        }
    }

    @Test
    void aTokenIsRenewedInTime() throws Exception {
        try (var store = open(Samples.keyValue(vault, vault.tokens.make(true)))) {
            works(store);
            vault.pass(Duration.ofMinutes(45));
            works(store);
            vault.pass(Duration.ofMinutes(45));
            works(store);
            assertTrue(vault.tokens.renewals.get() >= 2, "renewed " + vault.tokens.renewals);
        }
    }

    /// The driver's own thread does it. It sleeps by the real clock, beside which the lab's is made to run.
    @Test
    void aTokenIsRenewedWhileNobodyAsks() throws Exception {
        vault.tokens.life = Duration.ofSeconds(3);
        try (var store = open(Samples.keyValue(vault, vault.tokens.make(true)))) {
            var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            for (var last = System.nanoTime(); vault.tokens.renewals.get() == 0 && last < until;) {
                Thread.sleep(10);
                var now = System.nanoTime();
                vault.pass(Duration.ofNanos(now - last));
                last = now;
            }
            assertTrue(vault.tokens.renewals.get() > 0, "never renewed");
            works(store);
        }
    }

    @Test
    void aTokenThatIsNotRenewableIsUsedToItsEnd() throws Exception {
        try (var store = open(Samples.keyValue(vault, vault.tokens.make(false)))) {
            works(store);
            vault.pass(Duration.ofMinutes(59));
            works(store);
            vault.pass(Duration.ofMinutes(2));
            assertTrue(failed(store).contains("token has ended"));
            assertEquals(0, vault.tokens.renewals.get());
        }
    }

    @Test
    void theNamespaceGoesWithEveryRequest() throws Exception {
        vault.expectNamespace("team/hardware");
        var token = vault.tokens.make(true);
        try (var store = open(Samples.keyValue(vault, token, "secret", Optional.of("/team/hardware/")))) {
            works(store);
        }
        try (var store = open(Samples.keyValue(vault, token))) {
            assertTrue(failed(store).contains("namespace"));
        }
    }

    private static String failed(VaultKeyValue store) {
        var failure = assertThrows(DriverException.class, () -> store.put(ID, Samples.secret("open sesame")));
        assertEquals(Kind.FAILED, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }
}
