package io.gantry.barbican;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.KeyStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract, and what a secret in parts makes possible, against a real Barbican.
class BarbicanKeyStoreTest extends KeyStoreContract<BarbicanKeyStore> {
    private static final SecretId ID = new SecretId("p", "in_parts");

    @TempDir
    static Path barbican;

    private static @Nullable BarbicanPeer peer;

    @BeforeAll
    static void start() throws IOException {
        peer = BarbicanPeer.open(barbican);
    }

    @AfterAll
    static void stop() {
        if (peer != null) {
            peer.close();
        }
    }

    private static BarbicanPeer peer() {
        return java.util.Objects.requireNonNull(peer);
    }

    @Override
    protected Class<BarbicanKeyStore> driver() {
        return BarbicanKeyStore.class;
    }

    @Override
    protected BarbicanKeyStore open(DriverContext context) {
        return new BarbicanKeyStore(Samples.lab(peer().url(), "gantry-lab"), context);
    }

    @Test
    void cutsASecretThatIsTooLongForBarbicanAndDeletesAllOfIt() throws Exception {
        try (var store = open(); var everything = new Everything(peer().url(), "gantry-lab")) {
            var before = everything.count();
            var token = store.put(ID, new Secret(new byte[25_000]));
            assertEquals(before + 3, everything.count(), "parts of 25000 bytes");
            store.delete(ID, token);
            assertEquals(before, everything.count(), "parts left behind");
        }
    }

    @Test
    void leavesNothingBehindWhenAPartIsRefused() throws Exception {
        try (var broken = new BrokenWay(peer().url(), 3, false)) {
            assertEquals(Kind.UNREACHABLE, leftAfterFailure(broken).kind());
        }
    }

    @Test
    void leavesNothingBehindWhenTheAnswerIsLost() throws Exception {
        for (var number : List.of(1, 2)) {
            try (var broken = new BrokenWay(peer().url(), number, true)) {
                assertEquals(Kind.UNREACHABLE, leftAfterFailure(broken).kind());
            }
        }
    }

    private DriverException leftAfterFailure(BrokenWay broken) throws Exception {
        try (var store = new BarbicanKeyStore(Samples.lab(broken.url(), "gantry-lab"), Samples.context(directory));
                var everything = new Everything(peer().url(), "gantry-lab")) {
            var before = everything.count();
            var failure = assertThrows(DriverException.class, () -> store.put(ID, new Secret(new byte[40_000])));
            assertEquals(before, everything.count(), "parts left behind");
            return failure;
        }
    }

    @Test
    void saysThatASecretIsDamagedWhenSomeOfItIsGone() throws Exception {
        try (var store = open(); var everything = new Everything(peer().url(), "gantry-lab")) {
            var token = store.put(ID, new Secret(new byte[25_000]));
            var middle = Sheaf.from(token).orElseThrow().parts().get(1);
            everything.remove(middle);
            var failure = assertThrows(DriverException.class, () -> store.get(ID, token));
            assertEquals(Kind.FAILED, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("part 2 of 3"), failure.getMessage());
            store.delete(ID, token);
            assertEquals(Optional.empty(), store.get(ID, token));
        }
    }

    @Test
    void findsWhatLiesUnderAnIdWhenTheTokenWasNeverLearnt() throws Exception {
        try (var store = open(); var everything = new Everything(peer().url(), "gantry-lab")) {
            var similar = new SecretId("p", "inXparts");
            var token = store.put(similar, Samples.secret("open sesame"));
            var before = everything.count();
            store.put(ID, new Secret(new byte[25_000]));
            store.put(ID, new Secret(new byte[3]));
            store.delete(ID, new byte[0]);
            assertEquals(before, everything.count(), "parts left behind");
            assertEquals(Optional.of(Samples.secret("open sesame")), store.get(similar, token));
        }
    }

    @Test
    void neitherReadsNorDeletesSecretsOfAnotherProject() throws Exception {
        try (var mine = open();
                var other = new BarbicanKeyStore(Samples.lab(peer().url(), "another"), Samples.context(directory))) {
            var token = mine.put(ID, new Secret(new byte[3]));
            var failure = assertThrows(DriverException.class, () -> other.get(ID, token));
            assertEquals(Kind.FAILED, failure.kind());
            assertTrue(String.valueOf(failure.getMessage()).contains("project"), failure.getMessage());
        }
    }
}
