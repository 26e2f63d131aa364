package io.gantry.qemu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.VirtualDevice.Disk;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "io.gantry.qemu.Installed#all", disabledReason = Installed.HINT)
class SourceImageTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aDiskHoldsWhatItsImageDoes() throws Exception {
        var image = image("1M");
        try (var host = QemuHost.open(new TestContext(Files.createDirectories(directory.resolve("h"))))) {
            host.define(QemuHost.guest(disk(image, 2 << 20)));
            host.remove(QemuHost.GUEST);
        }
    }

    @Test
    void anImageThatReadsAnotherFileIsRefused() throws Exception {
        var secret = Files.writeString(directory.resolve("secret"), "s".repeat(1024));
        var image = directory.resolve("image.qcow2");
        create("-b", secret.toString(), "-F", "raw", image.toString(), "1M");
        refused(image, 2 << 20);
        var other = directory.resolve("other.qcow2");
        create("-o", "data_file=" + directory.resolve("data"), other.toString(), "1M");
        refused(other, 2 << 20);
    }

    @Test
    void anImageThatIsLargerThanItsDiskIsRefused() throws Exception {
        refused(image("3M"), 2 << 20);
    }

    private Path image(String size) throws Exception {
        var image = directory.resolve("image.qcow2");
        create(image.toString(), size);
        return image;
    }

    private static void create(String... words) throws Exception {
        var command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        command.addAll(List.of(words));
        Launch.run(command, new byte[0]);
    }

    private static Disk disk(Path image, long bytes) {
        return new Disk("disk0", bytes, Optional.of(image.toUri()));
    }

    private void refused(Path image, long bytes) throws Exception {
        try (var host = QemuHost.open(new TestContext(Files.createDirectories(directory.resolve("h"))))) {
            var failure = assertThrows(DriverException.class, () -> host.define(QemuHost.guest(disk(image, bytes))));
            assertEquals(Kind.INVALID, failure.kind(), failure.toString());
            assertEquals(List.of(), host.guests());
        }
    }
}
