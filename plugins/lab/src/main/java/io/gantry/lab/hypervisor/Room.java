package io.gantry.lab.hypervisor;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.GuestSpec;
import io.gantry.memory.GuestDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Finds a place for the memory of a guest: in memory if it can be, on disk otherwise.
final class Room {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final long SPARE = 16 << 20;

    private final List<Path> places;
    private final SecureRandom random = new SecureRandom();

    Room(Optional<Path> wanted, Path fallback) throws IOException {
        places = wanted.map(List::of).orElse(List.of(SHARED_MEMORY, fallback));
        Files.createDirectories(places.getLast());
    }

    /// Bytes in all places together.
    long size() throws IOException {
        var sum = 0L;
        for (var place : places) {
            sum += Files.isWritable(place) ? Files.getFileStore(place).getTotalSpace() : 0;
        }
        return sum;
    }

    /// A directory that does not exist yet, where the memory has room now.
    ///
    /// @throws DriverException UNSUPPORTED if there is none
    GuestDirectory take(GuestSpec guest) throws IOException {
        for (var place : places) {
            if (Files.isWritable(place) && Files.getFileStore(place).getUsableSpace() > guest.memoryBytes() + SPARE) {
                var name = new byte[8];
                random.nextBytes(name);
                return new GuestDirectory(place.toRealPath().resolve("gantry-" + HexFormat.of().formatHex(name)));
            }
        }
        throw new DriverException(Kind.UNSUPPORTED,
                "no room for the " + guest.memoryBytes() + " bytes of guest " + guest.name() + " in "
                        + String.join(" or ", places.stream().map(Path::toString).toList()));
    }
}
