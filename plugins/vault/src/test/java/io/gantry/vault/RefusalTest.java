package io.gantry.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.KeyStore;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything that is not the answer one hoped for, told apart as the host needs it.
class RefusalTest {
    private static final SecretId ID = new SecretId("p", "s");

    @TempDir
    Path directory;

    private final LabVault vault = new LabVault();
    private final String token = vault.tokens.make(false);

    RefusalTest() throws IOException {}

    @AfterEach
    void stop() {
        vault.close();
    }

    private List<KeyStore> stores() {
        return List.of(new VaultKeyValue(Samples.keyValue(vault, token), Samples.context(directory, vault)),
                new VaultTransit(Samples.transit(vault, token), Samples.context(directory, vault)));
    }

    @ParameterizedTest
    @CsvSource({"503, Vault is sealed, UNREACHABLE, unseal",
            "429, request path: rate limit quota exceeded, BUSY, quota",
            "403, 1 error occurred: * permission denied, FAILED, policy",
            "413, http: request body too large, INVALID, max_request_size",
            "307, '', UNREACHABLE, standby", "472, '', UNREACHABLE, standby", "473, '', UNREACHABLE, standby",
            "501, not initialized, UNREACHABLE, init", "500, internal error, UNREACHABLE, log",
            "405, unsupported operation, FAILED, mount",
            "412, required index state not present, BUSY, again", "502, upstream rate limited, UNREACHABLE, log",
            "400, Upgrading from non-versioned to versioned data., BUSY, upgraded",
            "404, no handler for route x. route entry not found., FAILED, secrets enable"})
    void tellsWhatTheStatusMeans(int status, String words, Kind kind, String advice) throws Exception {
        for (var store : stores()) {
            vault.behave();
            var kept = store.put(ID, Samples.secret("open sesame"));
            vault.misbehave(
                    (_, path) -> path.startsWith("auth/") ? Optional.empty() : Optional.of(Reply.error(status, words)));
            for (var call : List.<Executable>of(() -> store.put(ID, Samples.secret("open sesame")),
                    () -> store.get(ID, kept))) {
                if (status == 400 && store instanceof VaultTransit) {
                    continue; // the words of the other engine
                }
                var message = refused(kind, call);
                assertTrue(message.contains(vault.url().toString()) && message.contains(advice), message);
            }
            store.close();
        }
    }

    @Test
    void aServerThatComesUpLaterIsUsed() throws Exception {
        vault.misbehave((_, _) -> Optional.of(Reply.error(503, "Vault is sealed")));
        for (var store : stores()) {
            refused(Kind.UNREACHABLE, () -> store.put(ID, Samples.secret("open sesame")));
            vault.behave();
            var kept = store.put(ID, Samples.secret("open sesame"));
            assertEquals(Optional.of(Samples.secret("open sesame")), store.get(ID, kept));
            store.close();
            vault.misbehave((_, _) -> Optional.of(Reply.error(503, "Vault is sealed")));
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnythingIsAsked() {
        var context = new TestContext(directory);
        for (var mount : List.of("", "../sys", "a//b", "secret?x", "..")) {
            refused(Kind.INVALID,
                    () -> new VaultKeyValue(Samples.keyValue(vault, token, mount, Optional.empty()), context));
        }
        refused(Kind.INVALID, () -> new Credentials(Optional.empty(), Optional.empty(), Optional.empty(), "approle"));
        refused(Kind.INVALID,
                () -> new Credentials(Optional.of(Samples.secret("t")), Optional.of("r"), Optional.empty(), "approle"));
        var url = URI.create("https://user:pass@vault.example/");
        var options = new KeyValueOptions(url, Optional.of(Samples.secret("t")), Optional.empty(), Optional.empty(),
                "approle",
                Optional.empty(), "secret", "gantry", Optional.empty(), Samples.TIMEOUT);
        assertTrue(!refused(Kind.INVALID, () -> new VaultKeyValue(options, context)).contains("pass@"));
    }

    private static String refused(Kind kind, Executable call) {
        var failure = assertThrows(DriverException.class, call);
        assertEquals(kind, failure.kind(), failure.getMessage());
        return String.valueOf(failure.getMessage());
    }
}
