package io.gantry.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/// What the contracts of key stores share.
final class Keeping {
    static final String CANARY = "canary-4711-which-must-not-be-seen";

    private Keeping() {}

    static SecretId id(String project, String secret) {
        return new SecretId(project, secret);
    }

    static Secret canary() {
        return new Secret(CANARY.getBytes(UTF_8));
    }

    /// The same bytes for the same length.
    static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /// Nobody may see the canary in `text`, in whatever disguise.
    static void assertHides(String what, String text) {
        var bytes = CANARY.getBytes(UTF_8);
        var lower = text.toLowerCase(Locale.ROOT);
        var seen = Stream
                .of(CANARY, HexFormat.of().formatHex(bytes), Base64.getEncoder().withoutPadding().encodeToString(bytes))
                .map(disguise -> disguise.substring(0, 12).toLowerCase(Locale.ROOT))
                .anyMatch(lower::contains);
        assertTrue(!seen, what + " reveals the secret");
    }

    /// A token that must not open: empty, or a failure if the store cannot tell a stranger from a damaged token of its own.
    static void closed(KeyStore store, SecretId id, byte[] token, String what) throws InterruptedException {
        try {
            assertTrue(store.get(id, token).isEmpty(), what + " opened for " + id);
        } catch (DriverException refusal) {
            assertEquals(Kind.FAILED, refusal.kind(), what + " for " + id + ": " + refusal.getMessage());
            RoleContract.sentence(String.valueOf(refusal.getMessage()), what);
            assertHides("the message of the failure", refusal.toString());
        }
    }
}
