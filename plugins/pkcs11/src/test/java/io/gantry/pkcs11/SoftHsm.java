package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gantry.api.DriverException;
import io.gantry.api.secret.Secret;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;

/// SoftHSM in this process, with tokens that it makes for the tests, and what a stranger in the same process can do to them.
@SuppressWarnings("restricted") // the stranger calls the library as the driver does
final class SoftHsm {
    static final String MISSING = "there is no libsofthsm2.so; install the package softhsm2";
    static final String PIN = "1234";
    private static final String OFFICER = "5678";
    private static final Path CONFIGURATION = Path
            .of("target", "softhsm-" + ProcessHandle.current().pid(), "softhsm2.conf")
            .toAbsolutePath();
    private static final Optional<Path> LIBRARY = Stream
            .of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/usr/local/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst();

    private SoftHsm() {}

    static boolean isInstalled() { return LIBRARY.isPresent(); }

    static Path library() {
        return LIBRARY.orElseThrow();
    }

    /// Options for the token with that label, which is there afterwards.
    static Pkcs11Options token(String label) throws IOException {
        return token(label, PIN, 1);
    }

    static Pkcs11Options token(String label, String pin, int generation) throws IOException {
        configure();
        var options = new Pkcs11Options(library(), Optional.of(label), Optional.empty(),
                new Secret(pin.getBytes(UTF_8)),
                generation, 4);
        try {
            new Slots(new NativeLibrary(library())).find(options);
        } catch (DriverException none) {
            make(label);
        } catch (CodeException failed) {
            throw new AssertionError(failed);
        }
        return options;
    }

    /// SoftHSM reads where its tokens are from the environment of its process, once.
    private static void configure() throws IOException {
        if (answer("C_GetInfo", Arena.global().allocate(JAVA_LONG, 32).address()) == 0) {
            return;
        }
        var tokens = Files.createDirectories(CONFIGURATION.resolveSibling("tokens"));
        Files.writeString(CONFIGURATION, "directories.tokendir = %s%nlog.level = ERROR%n".formatted(tokens));
        try (var arena = Arena.ofConfined()) {
            var set = Linker.nativeLinker()
                    .downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("setenv"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
            var done = (int) set.invokeExact(arena.allocateFrom("SOFTHSM2_CONF").address(),
                    arena.allocateFrom(CONFIGURATION.toString()).address(), 1);
            assertEquals(0, done, "setenv");
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
        try {
            Token.initialize(new NativeLibrary(library()));
        } catch (CodeException failed) {
            throw new AssertionError(failed);
        }
    }

    private static void make(String label) {
        make(label, freeSlot());
    }

    /// Makes the token anew if there is one in the slot; its objects are gone then.
    static void make(String label, long slot) {
        try (var arena = Arena.ofConfined()) {
            var officer = arena.allocateFrom(OFFICER).address();
            var pin = arena.allocateFrom(PIN).address();
            var name = arena.allocateFrom(JAVA_BYTE, (label + " ".repeat(32 - label.length())).getBytes(UTF_8));
            assertEquals(0, answer("C_InitToken", slot, officer, OFFICER.length(), name.address()));
            var session = arena.allocate(JAVA_LONG);
            assertEquals(0, answer("C_OpenSession", slot, 6, 0, 0, session.address()));
            assertEquals(0, answer("C_Login", session.get(JAVA_LONG, 0), 0, officer, OFFICER.length()));
            assertEquals(0, answer("C_InitPIN", session.get(JAVA_LONG, 0), pin, PIN.length()));
            assertEquals(0, answer("C_CloseSession", session.get(JAVA_LONG, 0)));
        }
    }

    /// The last one has no token yet.
    private static long freeSlot() {
        try (var arena = Arena.ofConfined()) {
            var slots = arena.allocate(JAVA_LONG, 100);
            var count = arena.allocateFrom(JAVA_LONG, 100);
            assertEquals(0, answer("C_GetSlotList", 1, 0, count.address()));
            count.set(JAVA_LONG, 0, 100);
            assertEquals(0, answer("C_GetSlotList", 1, slots.address(), count.address()));
            return slots.getAtIndex(JAVA_LONG, count.get(JAVA_LONG, 0) - 1);
        }
    }

    static long slot(Pkcs11Options options) throws CodeException {
        return new Slots(new NativeLibrary(library())).find(options);
    }

    /// Calls any function of the library by its name.
    static long answer(String function, long... arguments) {
        var parameters = Collections.nCopies(arguments.length, JAVA_LONG).toArray(MemoryLayout[]::new);
        MemorySegment address = SymbolLookup.libraryLookup(library(), Arena.global()).findOrThrow(function);
        var call = Linker.nativeLinker()
                .downcallHandle(address, FunctionDescriptor.of(JAVA_LONG, parameters))
                .asSpreader(long[].class, arguments.length);
        try {
            return (long) call.invokeExact(arguments);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
