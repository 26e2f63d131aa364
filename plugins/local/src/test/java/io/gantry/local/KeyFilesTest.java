package io.gantry.local;

import static io.gantry.local.Stores.ID;
import static io.gantry.local.Stores.contents;
import static io.gantry.local.Stores.key;
import static io.gantry.local.Stores.open;
import static io.gantry.local.Stores.secret;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// What lies on disk, and what happens when somebody changes or loses it.
class KeyFilesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void thereAreTwoFilesForTheirOwnerOnlyHoweverManySecrets() throws Exception {
        var store = open(directory);
        for (var number = 0; number < 100; number++) {
            store.put(new SecretId("p" + number % 3, "s" + number), secret("x"));
        }
        assertEquals(Set.of("keys", "master-key"), names());
        for (var name : names()) {
            assertEquals("rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))), name);
        }
        assertEquals(3 + 3, Files.readAllLines(directory.resolve("keys")).size());
    }

    private Set<String> names() throws Exception {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void firstUseOfAProjectByManyAtOnceMakesOneKey() throws Exception {
        var store = open(directory, key(1));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 200).<Callable<byte[]>>mapToObj(number -> () -> {
                return store.put(new SecretId("p", "s" + number), secret("x"));
            }).toList();
            for (var call : threads.invokeAll(calls)) {
                assertTrue(call.get().length > 0);
            }
        }
        assertEquals(3 + 1, Files.readAllLines(directory.resolve("keys")).size());
    }

    @Test
    void aTokenIsThirtySevenBytesLongerThanItsSecret() throws Exception {
        assertEquals(37 + 1, open(directory).put(ID, secret("x")).length);
    }

    @Test
    void aWrongMasterKeyIsFoundAtOpenBeforeAnythingIsWritten() throws Exception {
        open(directory, key(1)).put(ID, secret("x"));
        refused("is not the key", () -> open(directory, key(2)));
        refused("like its former-master-key", () -> open(directory, key(2), key(3)));
        refused("is missing", () -> open(directory));
    }

    @Test
    void aLostMasterKeyIsFoundAtOpenBeforeAnythingIsWritten() throws Exception {
        open(directory).put(ID, secret("x"));
        Files.delete(directory.resolve("master-key"));
        refused("is missing", () -> open(directory));
        Files.write(directory.resolve("master-key"), new byte[32]);
        refused("is not the key", () -> open(directory));
        Files.write(directory.resolve("master-key"), new byte[31]);
        refused("is damaged", () -> open(directory));
    }

    @Test
    void lostProjectKeysAreNotMadeAnewBesideTheirMasterKey() throws Exception {
        open(directory).put(ID, secret("x"));
        Files.delete(directory.resolve("keys"));
        refused("are missing", () -> open(directory));
    }

    @Test
    void anyChangedByteOrLostEndOfTheKeysIsFoundAtOpen() throws Exception {
        var store = open(directory, key(1));
        store.put(ID, secret("x"));
        var token = store.put(new SecretId("q", "s"), secret("x"));
        var file = directory.resolve("keys");
        var whole = Files.readAllBytes(file);
        for (var i = 0; i < whole.length - 1; i++) {
            var changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            refused("", () -> open(directory, key(1)));
            Files.write(file, Arrays.copyOf(whole, i));
            refused("", () -> open(directory, key(1)));
        }
        Files.write(file, whole);
        assertEquals(Optional.of(secret("x")), open(directory, key(1)).get(new SecretId("q", "s"), token));
    }

    /// Refused in words, and nothing was written.
    private void refused(String why, Executable open) throws Exception {
        var before = contents(directory);
        var failure = assertThrows(DriverException.class, open);
        assertEquals(Kind.FAILED, failure.kind());
        assertTrue(failure.toString().contains(why), failure.getMessage());
        assertEquals(before, contents(directory));
    }

    @Test
    void keysThatAreOlderThanASecretAreNamed() throws Exception {
        open(directory, key(1)).put(ID, secret("x"));
        var older = Files.readAllBytes(directory.resolve("keys"));
        var late = new SecretId("late", "s");
        var token = open(directory, key(1)).put(late, secret("x"));
        Files.write(directory.resolve("keys"), older);
        var failure = assertThrows(DriverException.class, () -> open(directory, key(1)).get(late, token));
        assertTrue(failure.toString().contains("late/s") && failure.toString().contains("older"), failure.getMessage());
    }

    @Test
    void aFirstStartThatWasCutOffIsBegunAnew() throws Exception {
        open(directory);
        Files.delete(directory.resolve("master-key"));
        var token = open(directory).put(ID, secret("x"));
        assertEquals(Optional.of(secret("x")), open(directory).get(ID, token));
    }

    @Test
    void aGivenMasterKeyStaysOutOfTheDirectoryAndMayBeBase64() throws Exception {
        var token = open(directory, key(1)).put(ID, secret("x"));
        assertEquals(Set.of("keys"), names());
        var base64 = Base64.getEncoder().encode(key(1).bytes());
        assertEquals(Optional.of(secret("x")), open(directory, new Secret(base64)).get(ID, token));
    }

    @Test
    void aMasterKeyThatIsNoneIsRefusedWithoutBeingShown() throws Exception {
        for (var text : List.of("", "short-key-text", "!!!! not base64 at all !!!! not", "QUJD")) {
            for (var open : List.<Executable>of(() -> open(directory, secret(text)),
                    () -> open(directory, key(1), secret(text)))) {
                var failure = assertThrows(DriverException.class, open);
                assertEquals(Kind.INVALID, failure.kind());
                assertTrue(text.isEmpty() || !failure.toString().contains(text), failure.getMessage());
            }
        }
        assertEquals(Set.of(), names());
    }

    @Test
    void whatACrashLeftHalfWrittenIsSweptAway() throws Exception {
        var token = open(directory).put(ID, secret("x"));
        Files.writeString(directory.resolve("keys.abc.unfinished"), "half");
        var store = open(directory);
        assertFalse(Files.exists(directory.resolve("keys.abc.unfinished")));
        assertEquals(Optional.of(secret("x")), store.get(ID, token));
    }

    @Test
    void aDiskThatCannotBeWrittenFailsNewProjectsOnly() throws Exception {
        var home = Files.createDirectory(directory.resolve("home"));
        var store = open(home, key(1));
        var token = store.put(ID, secret("x"));
        Files.move(home, directory.resolve("elsewhere"));
        var failure = assertThrows(DriverException.class, () -> store.put(new SecretId("new", "s"), secret("x")));
        assertEquals(Kind.FAILED, failure.kind());
        assertEquals(Optional.of(secret("x")), store.get(ID, token));
        store.put(ID, secret("y"));
        Files.move(directory.resolve("elsewhere"), home);
        var late = store.put(new SecretId("new", "s"), secret("x"));
        assertEquals(Optional.of(secret("x")), open(home, key(1)).get(new SecretId("new", "s"), late));
    }
}
