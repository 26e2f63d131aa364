package io.gantry.cli;

import io.gantry.cli.tour.TourPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the tour is to show.
final class TourOptions {
    private static final int PAGE = 4096;

    @Option(names = "--image", paramLabel = "FILE", description = "Disk image to deploy; else the tour makes one.")
    @Nullable
    Path image;

    @Option(names = "--sysfs", paramLabel = "DIR", description = "Tree of another machine in which to look for accelerators.")
    @Nullable
    Path sysfs;

    @Option(names = "--guest-memory", paramLabel = "SIZE", defaultValue = "512MiB", converter = Size.Converter.class, description = "Memory of the guest that moves; ${DEFAULT-VALUE}.")
    Size guestMemory = new Size(512L << 20);

    @Option(names = "--qemu", description = "Also moves a real guest with its TPM between two instances of the driver qemu.")
    boolean qemu;

    TourPlan plan() {
        if (image != null && !Files.isReadable(image)) {
            throw Failure.usage("--image " + image + " cannot be read: does it exist?");
        }
        if (sysfs != null && !Files.isDirectory(sysfs.resolve("bus/pci/devices"))) {
            throw Failure.usage("--sysfs " + sysfs + " is no sysfs tree: it has no directory bus/pci/devices");
        }
        if (guestMemory.bytes() % PAGE != 0) {
            throw Failure.usage("--guest-memory is a multiple of " + PAGE + " bytes, not " + guestMemory.bytes());
        }
        return new TourPlan(Optional.ofNullable(image), Optional.ofNullable(sysfs), guestMemory.bytes(), qemu);
    }
}
