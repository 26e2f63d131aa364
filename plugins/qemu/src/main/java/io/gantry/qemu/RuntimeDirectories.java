package io.gantry.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/// Gives each process of a guest a directory for its sockets with a short name that was never used.
final class RuntimeDirectories {
    private final Path place;
    private final SecureRandom random = new SecureRandom();

    RuntimeDirectories(Optional<Path> wanted) throws IOException {
        place = wanted.isPresent()
                ? Files.createDirectories(wanted.get()).toRealPath()
                : Stream.of(Path.of("/run"), Path.of(System.getProperty("java.io.tmpdir")))
                        .filter(Files::isWritable)
                        .findFirst()
                        .orElseThrow(() -> new IOException("neither /run nor the temporary directory can be written"))
                        .toRealPath();
    }

    Path next() {
        var name = new byte[6];
        random.nextBytes(name);
        return place.resolve("gantry-" + HexFormat.of().formatHex(name));
    }
}
