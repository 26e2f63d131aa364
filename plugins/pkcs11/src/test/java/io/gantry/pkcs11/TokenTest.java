package io.gantry.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/// What the token holds, and how the driver comes back when it is lost.
@EnabledIf(value = "io.gantry.pkcs11.SoftHsm#isInstalled", disabledReason = SoftHsm.MISSING)
class TokenTest {
    private static final SecretId ID = new SecretId("p", "s");
    private static final Secret SECRET = new Secret("a secret".getBytes(UTF_8));

    @Test
    void aProjectHasOneKeyThatNeverLeavesTheToken() throws Exception {
        var options = SoftHsm.token("attributes");
        try (var store = new Pkcs11KeyStore(options); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 50).<Callable<byte[]>>mapToObj(_ -> () -> store.put(ID, SECRET)).toList();
            for (var call : threads.invokeAll(calls)) {
                assertEquals(Optional.of(SECRET), store.get(ID, call.get()));
            }
            var library = new NativeLibrary(SoftHsm.library());
            var session = Session.open(library, SoftHsm.slot(options), false);
            var keys = session.find(Template.named("gantry/p/1"));
            assertEquals(1, keys.size());
            // token, private, sensitive, always sensitive, never extractable, local, extractable
            for (var flag : Map.of(0x1, 1, 0x2, 1, 0x103, 1, 0x165, 1, 0x164, 1, 0x163, 1, 0x162, 0).entrySet()) {
                assertArrayEquals(new byte[]{flag.getValue().byteValue()},
                        session.attribute(keys.getFirst(), flag.getKey(), 1), "attribute " + flag.getKey());
            }
            var refusal = assertThrows(CodeException.class, () -> session.attribute(keys.getFirst(), 0x11, 64));
            assertTrue(refusal.toString().contains("0x11"), "its value is sensitive: " + refusal.getMessage());
            session.close();
        }
    }

    @Test
    void lostSessionsAndALogoutFromOutsideAreRecovered() throws Exception {
        var options = SoftHsm.token("lost");
        try (var store = new Pkcs11KeyStore(options)) {
            var sealed = store.put(ID, SECRET);
            for (var i = 0; i < 5; i++) {
                assertEquals(0, SoftHsm.answer("C_CloseAllSessions", SoftHsm.slot(options)));
                assertEquals(Optional.of(SECRET), store.get(ID, sealed));
                assertEquals(0, SoftHsm.answer("C_CloseAllSessions", SoftHsm.slot(options)));
                assertEquals(Optional.of(SECRET), store.get(ID, store.put(ID, SECRET)));
                logout(options);
                assertEquals(Optional.of(SECRET), store.get(ID, sealed));
                logout(options);
                store.put(new SecretId("other-" + i, "s"), SECRET);
            }
        }
    }

    private static void logout(Pkcs11Options options) throws CodeException {
        var session = Session.open(new NativeLibrary(SoftHsm.library()), SoftHsm.slot(options), false);
        assertEquals(0, SoftHsm.answer("C_Logout", session.handle()));
        session.close();
    }

    @Test
    void lostSessionsAreRecoveredUnderManyCallers() throws Exception {
        var options = SoftHsm.token("lost-by-many");
        try (var store = new Pkcs11KeyStore(options); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sealed = store.put(ID, SECRET);
            for (var round = 0; round < 5; round++) {
                assertEquals(0, SoftHsm.answer("C_CloseAllSessions", SoftHsm.slot(options)));
                var calls = IntStream.range(0, 20)
                        .<Callable<Optional<Secret>>>mapToObj(_ -> () -> store.get(ID, sealed))
                        .toList();
                for (var call : threads.invokeAll(calls)) {
                    assertEquals(Optional.of(SECRET), call.get());
                }
            }
        }
    }

    @Test
    void aTokenThatWasMadeAnewSaysThatItsKeysAreGoneAndTakesNewSecrets() throws Exception {
        var options = SoftHsm.token("anew");
        try (var store = new Pkcs11KeyStore(options)) {
            var sealed = store.put(ID, SECRET);
            var slot = SoftHsm.slot(options);
            assertEquals(0, SoftHsm.answer("C_CloseAllSessions", slot));
            SoftHsm.make("anew", slot);
            var failure = assertThrows(DriverException.class, () -> store.get(ID, sealed));
            assertEquals(Kind.FAILED, failure.kind());
            assertTrue(failure.toString().contains("gantry/p/1") && failure.toString().contains("backup"),
                    failure.getMessage());
            assertEquals(Optional.of(SECRET), store.get(ID, store.put(ID, SECRET)));
        }
    }

    @Test
    void aWrongPinIsToldOnceAndNotTriedUntilTheTokenLocks() throws Exception {
        var options = SoftHsm.token("pin", "9999", 1);
        var told = told(options, new FaultyLibrary(Call.FIND_OBJECTS, 0));
        assertTrue(told.contains("CKR_PIN_INCORRECT") && told.contains("Correct the option pin"), told);
        assertFalse(told.contains("9999"), told);

        var right = SoftHsm.token("pin");
        var library = new FaultyLibrary(Call.LOGIN, 0);
        try (var store = new Pkcs11KeyStore(right, _ -> library)) {
            library.fail(Call.LOGIN, Code.PIN_LOCKED.value());
            SoftHsm.answer("C_CloseAllSessions", SoftHsm.slot(right));
            for (var i = 0; i < 3; i++) {
                assertThrows(DriverException.class, () -> store.put(ID, SECRET));
            }
            assertEquals(1, library.failures());
        }
    }

    @Test
    void whatTheOperatorGotWrongIsNamed() throws Exception {
        var options = SoftHsm.token("named");
        var none = told(
                new Pkcs11Options(options.library(), Optional.of("nobody"), Optional.empty(), options.pin(), 1, 4),
                new NativeLibrary(options.library()));
        assertTrue(none.contains("labelled 'nobody'") && none.contains("'named' in slot"), none);
        var library = assertThrows(DriverException.class, () -> new NativeLibrary(Path.of("/no/such/library.so")));
        assertTrue(library.toString().contains("/no/such/library.so"), library.getMessage());
        var other = assertThrows(DriverException.class, () -> new NativeLibrary(Path.of("libc.so.6")));
        assertTrue(other.toString().contains("no PKCS#11 library"), other.getMessage());
        var vague = told(new Pkcs11Options(options.library(), Optional.empty(), Optional.empty(), options.pin(), 1, 4),
                new NativeLibrary(options.library()));
        assertTrue(vague.contains("Neither token nor slot"), vague);
        var slot = new Pkcs11Options(options.library(), Optional.empty(), Optional.of(SoftHsm.slot(options)),
                options.pin(),
                1, 4);
        try (var store = new Pkcs11KeyStore(slot)) {
            assertEquals(Optional.of(SECRET), store.get(ID, store.put(ID, SECRET)));
        }
    }

    private static String told(Pkcs11Options options, Library library) {
        return String
                .valueOf(assertThrows(DriverException.class, () -> new Pkcs11KeyStore(options, _ -> library))
                        .getMessage());
    }

    @Test
    void whatTheTokenCannotDoIsToldWithWhatToDo() throws Exception {
        var options = SoftHsm.token("faults");
        told(options, Call.GENERATE_KEY, Code.TOKEN_WRITE_PROTECTED, Kind.FAILED, "read-only");
        told(options, Call.GENERATE_KEY, Code.DEVICE_MEMORY, Kind.FAILED, "is full");
        told(options, Call.GENERATE_KEY, Code.MECHANISM_INVALID, Kind.UNSUPPORTED, "AES keys of 256 bits");
        told(options, Call.ENCRYPT_INIT, Code.MECHANISM_PARAM_INVALID, Kind.UNSUPPORTED, "AES-GCM");
        told(options, Call.OPEN_SESSION, Code.SESSION_COUNT, Kind.BUSY, "lower the option sessions");
        told(options, Call.ENCRYPT, Code.DEVICE_REMOVED, Kind.UNREACHABLE, "plugged in");
        told(options, Call.GENERATE_KEY, Code.OTHER, Kind.FAILED, "log of the token");
    }

    private static void told(Pkcs11Options options, Call call, Code code, Kind kind, String what) throws Exception {
        var library = new FaultyLibrary(call, 0);
        try (var store = new Pkcs11KeyStore(options, _ -> library)) {
            library.fail(call, code.value());
            var id = new SecretId("fresh-" + code, "s");
            var failure = assertThrows(DriverException.class, () -> store.put(id, SECRET));
            assertEquals(kind, failure.kind(), failure.getMessage());
            assertTrue(failure.toString().contains(what) && failure.toString().contains("fresh-" + code),
                    failure.getMessage());
            library.fail(call, 0);
            assertEquals(Optional.of(SECRET), store.get(id, store.put(id, SECRET)), "after it got well");
        }
    }

    @Test
    void aTokenThatHangsHoldsNoCallerThatIsInterrupted() throws Exception {
        var library = new FaultyLibrary(Call.ENCRYPT, 0);
        try (var store = new Pkcs11KeyStore(SoftHsm.token("hangs"), _ -> library)) {
            store.put(ID, SECRET);
            library.hang();
            var caller = Thread.ofVirtual()
                    .start(() -> assertThrows(InterruptedException.class, () -> store.put(ID, SECRET)));
            library.awaitHanging();
            caller.interrupt();
            caller.join();
            library.release();
            assertEquals(Optional.of(SECRET), store.get(ID, store.put(ID, SECRET)));
        }
    }
}
