package io.gantry.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VaultKeyValueTest extends KeyStoreContract<VaultKeyValue> {
    private static final SecretId ID = new SecretId("p", "s");
    private static final int LONG = 600_000;

    private final LabVault vault = new LabVault();
    private final String token = vault.tokens.make(true);

    VaultKeyValueTest() throws IOException {}

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    protected Class<VaultKeyValue> driver() {
        return VaultKeyValue.class;
    }

    @Override
    protected VaultKeyValue open(DriverContext context) {
        return new VaultKeyValue(Samples.keyValue(vault, token), context);
    }

    @Test
    void liesBelowItsProjectInPartsAndLeavesNothingWhenDeleted() throws Exception {
        try (var store = open()) {
            var kept = store.put(ID, new Secret(new byte[LONG]));
            assertEquals(3, vault.secrets.paths().size());
            assertTrue(vault.secrets.paths().stream().allMatch(path -> path.startsWith("gantry/p/s/")),
                    vault.secrets.paths().toString());
            store.delete(ID, kept);
            assertEquals(Set.of(), vault.secrets.paths());
        }
    }

    @Test
    void keepsBytesThatAreNoText() throws Exception {
        var bytes = new byte[256];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        try (var store = open()) {
            assertArrayEquals(bytes, store.get(ID, store.put(ID, new Secret(bytes))).orElseThrow().bytes());
        }
    }

    @Test
    void leavesNothingBehindWhenAPartIsRefused() throws Exception {
        var writes = new AtomicInteger();
        vault.misbehave((method, _) -> method.equals("POST") && writes.incrementAndGet() == 3
                ? Optional.of(Reply.error(500, "1 error occurred:\n\t* put failed\n\n"))
                : Optional.empty());
        try (var store = open()) {
            var failure = assertThrows(DriverException.class, () -> store.put(ID, new Secret(new byte[LONG])));
            assertEquals(Kind.UNREACHABLE, failure.kind());
            assertEquals(Set.of(), vault.secrets.paths());
        }
    }

    @Test
    void tellsWhatOthersDidToIt() throws Exception {
        try (var store = open()) {
            var kept = store.put(ID, Samples.secret("open sesame"));
            var path = vault.secrets.paths().iterator().next();
            vault.secrets.deleteSoftly(path);
            assertTrue(failed(() -> store.get(ID, kept)).contains("undelete"));
            vault.secrets.destroy(path);
            assertTrue(failed(() -> store.get(ID, kept)).contains("destroyed"));
            store.delete(ID, kept);
            assertEquals(Optional.empty(), store.get(ID, kept));
        }
    }

    @Test
    void findsWhatLiesUnderAnIdWhenTheTokenWasNeverLearnt() throws Exception {
        try (var store = open()) {
            store.delete(ID, new byte[0]);
            var kept = store.put(new SecretId("p", "s2"), Samples.secret("open sesame"));
            store.put(ID, new Secret(new byte[LONG]));
            store.put(ID, new Secret(new byte[3]));
            store.delete(ID, new byte[0]);
            assertEquals(1, vault.secrets.paths().size());
            assertTrue(store.get(new SecretId("p", "s2"), kept).isPresent());
        }
    }

    @Test
    void refusesAnEngineOfVersionOne() {
        var options = Samples.keyValue(vault, token, "old", Optional.empty());
        try (var store = new VaultKeyValue(options, Samples.context(directory, vault))) {
            assertTrue(failed(() -> store.put(ID, Samples.secret("open sesame"))).contains("version 1"));
        }
    }

    private static String failed(org.junit.jupiter.api.function.Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(Kind.FAILED, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }
}
