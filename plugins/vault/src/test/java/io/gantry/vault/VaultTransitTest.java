package io.gantry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.KeyStoreContract;
import io.gantry.tck.SealingContract;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class VaultTransitTest extends KeyStoreContract<VaultTransit> {
    private static final SecretId ID = new SecretId("p", "s");

    private final LabVault vault = new LabVault();
    private final String token = vault.tokens.make(true);

    VaultTransitTest() throws IOException {}

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    protected Class<VaultTransit> driver() {
        return VaultTransit.class;
    }

    @Override
    protected VaultTransit open(DriverContext context) {
        return new VaultTransit(Samples.transit(vault, token), context);
    }

    @Nested
    class Seals extends SealingContract<VaultTransit> {
        @Override
        protected VaultTransit open(DriverContext context) {
            return VaultTransitTest.this.open(context);
        }

        @Override
        protected VaultTransit openWithNewerKeys(DriverContext context) {
            vault.transit.rotateAll();
            return VaultTransitTest.this.open(context);
        }
    }

    @Test
    void hasOneKeyForEachProject() throws Exception {
        try (var store = open()) {
            for (var project : List.of("p", "q", "p", "ends-with-")) {
                store.put(new SecretId(project, "s"), Samples.secret("open sesame"));
            }
            assertEquals(List.of("gantry-ends-with-_", "gantry-p", "gantry-q"), vault.transit.names());
        }
    }

    @Test
    void refusesAKeyThatDoesNotBind() throws Exception {
        vault.transit.make("gantry-p", false);
        try (var store = open()) {
            assertTrue(failed(() -> store.put(ID, new Secret(new byte[1]))).contains("prefix"));
        }
    }

    @Test
    void saysWhyAFormerTokenDoesNotOpen() throws Exception {
        try (var store = open()) {
            var sealed = store.put(ID, Samples.secret("open sesame"));
            vault.transit.rotateAll();
            vault.transit.forbidFormerVersions();
            assertTrue(failed(() -> store.get(ID, sealed)).contains("min_decryption_version"));
            vault.transit.loseAll();
            assertTrue(failed(() -> store.get(ID, sealed)).contains("backup"));
        }
    }

    private static String failed(Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(Kind.FAILED, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }
}
