package io.gantry.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies on disk, and what happens when somebody changes it.
class EnvelopeFilesTest {
    private static final SecretId ID = new SecretId("p", "s");

    @TempDir
    Path directory = Path.of("");

    @Test
    void everyFileIsForItsOwnerOnly() throws Exception {
        open().put(ID, secret("x"));
        try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
            for (var file : files.toList()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file.toString());
            }
        }
    }

    @Test
    void anyChangedByteOrLostEndIsFoundAndToldWithoutTheContent() throws Exception {
        var store = open();
        var token = store.put(ID, secret("the content"));
        var file = directory.resolve("secrets").resolve(new String(token, UTF_8));
        var whole = Files.readAllBytes(file);
        var damaged = new ArrayList<byte[]>(
                List.of(new byte[0], Arrays.copyOf(whole, whole.length - 1), Arrays.copyOf(whole, whole.length + 1)));
        for (var i = 0; i < whole.length; i++) {
            var changed = whole.clone();
            changed[i] ^= 1;
            damaged.add(changed);
        }
        for (var bytes : damaged) {
            Files.write(file, bytes);
            var failure = assertThrows(DriverException.class, () -> store.get(ID, token));
            assertEquals(Kind.FAILED, failure.kind());
            assertTrue(failure.toString().contains(new String(token, UTF_8)), failure.getMessage());
            assertFalse(failure.toString().contains("the content"));
        }
        Files.write(file, whole);
        assertEquals(Optional.of(secret("the content")), store.get(ID, token));
    }

    @Test
    void aFileUnderAnotherTokensNameDoesNotOpen() throws Exception {
        var store = open();
        var one = store.put(ID, secret("one"));
        var two = store.put(ID, secret("two"));
        var files = directory.resolve("secrets");
        Files.write(files.resolve(new String(two, UTF_8)), Files.readAllBytes(files.resolve(new String(one, UTF_8))));
        assertEquals(Kind.FAILED, assertThrows(DriverException.class, () -> store.get(ID, two)).kind());
    }

    @Test
    void aWrongMasterKeyIsFoundAtOpenBeforeAnythingIsWritten() throws Exception {
        open(key(1)).put(ID, secret("x"));
        var before = contents();
        var failure = assertThrows(DriverException.class, () -> open(key(2)));
        assertTrue(failure.toString().contains("is not the key"), failure.getMessage());
        assertThrows(DriverException.class, this::open, "a key of its own beside secrets under another");
        assertEquals(before, contents());
    }

    @Test
    void aLostMasterKeyIsFoundAtOpenBeforeAnythingIsWritten() throws Exception {
        open().put(ID, secret("x"));
        Files.delete(directory.resolve("master-key"));
        var before = contents();
        var failure = assertThrows(DriverException.class, this::open);
        assertTrue(failure.toString().contains("missing"), failure.getMessage());
        assertEquals(before, contents());
    }

    @Test
    void aLostKeyCheckIsNotMadeAnewBesideSecrets() throws Exception {
        open().put(ID, secret("x"));
        Files.delete(directory.resolve("key-check"));
        assertEquals(Kind.FAILED, assertThrows(DriverException.class, this::open).kind());
    }

    @Test
    void aGivenMasterKeyStaysOutOfTheDirectoryAndMayBeBase64() throws Exception {
        var token = open(key(1)).put(ID, secret("x"));
        assertFalse(Files.exists(directory.resolve("master-key")));
        var base64 = Base64.getEncoder().encode(key(1).bytes());
        assertEquals(Optional.of(secret("x")), open(new Secret(base64)).get(ID, token));
    }

    @Test
    void aMasterKeyThatIsNoneIsRefusedWithoutBeingShown() {
        for (var text : List.of("", "short-key-text", "!!!! not base64 at all !!!! not", "QUJD")) {
            var failure = assertThrows(DriverException.class, () -> open(secret(text)));
            assertEquals(Kind.INVALID, failure.kind());
            assertTrue(text.isEmpty() || !failure.toString().contains(text), failure.getMessage());
        }
    }

    @Test
    void whatACrashLeftHalfWrittenIsSweptAway() throws Exception {
        var token = open().put(ID, secret("x"));
        Files.writeString(directory.resolve("secrets/abc.unfinished"), "half");
        var store = open();
        assertFalse(Files.exists(directory.resolve("secrets/abc.unfinished")));
        assertEquals(Optional.of(secret("x")), store.get(ID, token));
    }

    @Test
    void aFullOrReadOnlyDiskIsAFailureAndNotABug() throws Exception {
        var store = open();
        Files.delete(directory.resolve("secrets"));
        var failure = assertThrows(DriverException.class, () -> store.put(ID, secret("x")));
        assertEquals(Kind.FAILED, failure.kind());
    }

    private Map<String, List<Byte>> contents() throws IOException {
        var contents = new TreeMap<String, List<Byte>>();
        try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
            for (var file : files.toList()) {
                var bytes = new ArrayList<Byte>();
                for (var one : Files.readAllBytes(file)) {
                    bytes.add(one);
                }
                contents.put(file.toString(), bytes);
            }
        }
        return contents;
    }

    private static Secret key(int number) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) number);
        return new Secret(bytes);
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    private LocalKeyStore open() throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.empty()), new TestContext(directory));
    }

    private LocalKeyStore open(Secret key) throws InterruptedException {
        return new LocalKeyStore(new LocalOptions(Optional.of(key)), new TestContext(directory));
    }
}
