package io.gantry.redfish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.hardware.BootDevice;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What nodes are to start from whose controllers keep no choice for longer than one start; a small file for each.
///
/// @param directory of the driver instance
record Remembered(Path directory) {
    private interface Work<T> {
        T run() throws IOException;
    }

    Optional<BootDevice> of(Controller controller, Resource system) throws InterruptedException {
        var file = file(controller, system);
        return attempt(file, () -> {
            try {
                return Optional.of(BootDevice.valueOf(Files.readString(file).strip()));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        });
    }

    void put(Controller controller, Resource system, BootDevice device) throws InterruptedException {
        var file = file(controller, system);
        attempt(file, () -> {
            var next = Files.createTempFile(directory, "boot-", ".next");
            Files.writeString(next, device.name());
            return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    void forget(Controller controller, Resource system) throws InterruptedException {
        var file = file(controller, system);
        attempt(file, () -> Files.deleteIfExists(file));
    }

    private Path file(Controller controller, Resource system) {
        try {
            var key = (controller.address().base() + system.path()).getBytes(UTF_8);
            var hash = MessageDigest.getInstance("SHA-256").digest(key);
            return directory.resolve("boot-" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java must bring SHA-256", impossible);
        }
    }

    private static <T> T attempt(Path file, Work<T> work) throws InterruptedException {
        try {
            return work.run();
        } catch (ClosedByInterruptException interrupted) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException(file.toString()).initCause(interrupted);
        } catch (IOException failed) {
            throw new DriverException(Kind.FAILED, "What a node starts from cannot be kept in %s: %s."
                    .formatted(file, failed.getMessage()), failed);
        }
    }
}
