package io.gantry.plugin;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A token in software for the driver `pkcs11`.
final class SoftHsm {
    private static final String LABEL = "gantry";
    private static final String PIN = "1234";

    private SoftHsm() {}

    /// Options of the driver for a new token; its library finds it from now on in this process.
    static String options(Path directory) throws Exception {
        var library = Stream.of("/usr/lib/softhsm", "/usr/lib64/softhsm", "/usr/lib64/pkcs11", "/usr/local/lib/softhsm")
                .map(folder -> Path.of(folder, "libsofthsm2.so"))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(library.isPresent(), "there is no libsofthsm2.so; install the package softhsm2");
        var tokens = Files.createDirectory(directory.resolve("tokens"));
        var configuration = Files.writeString(directory.resolve("softhsm2.conf"),
                "directories.tokendir = %s%nlog.level = ERROR%n".formatted(tokens));
        configure(configuration);
        make(configuration);
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var pin = Files.writeString(Files.createFile(directory.resolve("pin"), owner), PIN);
        return "{library: '%s', token: %s, pin: 'file:%s'}".formatted(library.get(), LABEL, pin);
    }

    private static void make(Path configuration) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                List.of("softhsm2-util", "--init-token", "--free", "--label", LABEL, "--pin", PIN,
                        "--so-pin", PIN))
                .redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", configuration.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /// The library reads the environment of its process, which Java cannot change.
    @SuppressWarnings("restricted") // so it is asked of the C library
    private static void configure(Path configuration) {
        var linker = Linker.nativeLinker();
        try (var arena = Arena.ofConfined()) {
            var set = linker.downcallHandle(linker.defaultLookup().findOrThrow("setenv"),
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
            assertEquals(0, (int) set.invokeExact(arena.allocateFrom("SOFTHSM2_CONF"),
                    arena.allocateFrom(configuration.toString()), 1));
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
