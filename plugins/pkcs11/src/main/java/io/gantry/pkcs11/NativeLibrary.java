package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/// A library in this process. It is never unloaded nor finalized: others in the process may use it, and it may have threads of its own.
@SuppressWarnings("restricted") // calling the token's library is what this plugin is for; its manifest says `native`
final class NativeLibrary implements Library {
    private static final Linker LINKER = Linker.nativeLinker();

    private final Map<Call, MethodHandle> functions = new EnumMap<>(Call.class);

    NativeLibrary(Path path) {
        try (var arena = Arena.ofConfined()) {
            var list = SymbolLookup.libraryLookup(path, Arena.global()).findOrThrow("C_GetFunctionList");
            var table = arena.allocate(ADDRESS);
            var code = invoke(function(list, 1), table.address());
            if (code != 0) {
                throw new CodeException(Call.INITIALIZE, code);
            }
            // A version of two bytes, then the functions.
            var size = ADDRESS.byteSize() * (1 + Call.GENERATE_KEY.place + 1);
            var functions = table.get(ADDRESS, 0).reinterpret(size);
            for (var call : Call.values()) {
                this.functions.put(call, function(functions.getAtIndex(ADDRESS, 1 + call.place), call.arguments));
            }
        } catch (IllegalArgumentException | NoSuchElementException | CodeException refused) {
            throw new DriverException(Kind.FAILED,
                    "%s is no PKCS#11 library that can be loaded; correct the option library, or install the software of the token."
                            .formatted(path),
                    refused);
        }
    }

    private static MethodHandle function(MemorySegment address, int arguments) {
        var parameters = Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new);
        return LINKER.downcallHandle(address, FunctionDescriptor.of(JAVA_LONG, parameters))
                .asSpreader(long[].class, arguments);
    }

    @Override
    public long answer(Call call, long... arguments) {
        return invoke(Objects.requireNonNull(functions.get(call)), arguments);
    }

    private static long invoke(MethodHandle function, long... arguments) {
        try {
            return (long) function.invokeExact(arguments);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native function throws nothing", impossible);
        }
    }
}
