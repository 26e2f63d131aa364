package io.gantry.qemu;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.VirtualDevice.Disk;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// An image that a disk is made of. It comes from somebody else, so it may name no other file: what stands in that file of this machine would be the guest's to read.
final class SourceImage {
    private static final Set<String> FORMATS = Set.of("raw", "qcow2");
    private static final ObjectMapper JSON = new ObjectMapper();

    private SourceImage() {}

    /// Looked at once, and held to afterwards.
    ///
    /// @throws DriverException INVALID if the image cannot be taken
    static String format(String image, Disk disk) throws IOException, InterruptedException {
        var about = JSON.readTree(Launch.run(List.of("qemu-img", "info", "--output=json", image), new byte[0]));
        var format = about.path("format").asText();
        if (!FORMATS.contains(format)) {
            throw refused(disk, "is of the format '" + format + "'; convert it to qcow2 or raw");
        }
        if (about.has("backing-filename") || about.path("format-specific").path("data").has("data-file")) {
            throw refused(disk, "keeps its data in another file; convert it to one that stands alone");
        }
        var bytes = about.path("virtual-size").asLong();
        if (bytes > disk.bytes()) {
            throw refused(disk, "holds " + bytes + " bytes, more than the " + disk.bytes() + " of the disk");
        }
        return format;
    }

    private static DriverException refused(Disk disk, String what) {
        return new DriverException(Kind.INVALID, "the image of disk " + disk.id() + " " + what);
    }
}
