package io.gantry.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;

/// What a lab accelerator remembers, one line in a file.
///
/// @param parts it is cut into; 0 while it is whole
/// @param bitstream SHA-256 of what it was programmed with, or `none`
record LabDevice(int parts, String bitstream) {
    static LabDevice read(Path file) throws InterruptedException {
        var kept = LabFiles.read(file);
        if (kept.isEmpty()) {
            return new LabDevice(0, "none");
        }
        var words = new String(kept.get(), UTF_8).split(" ", 2);
        return new LabDevice(Integer.parseInt(words[0]), words[1]);
    }

    void write(Path file) throws InterruptedException {
        LabFiles.write(file, (parts + " " + bitstream).getBytes(UTF_8));
    }

    LabDevice cut(int into) {
        return new LabDevice(into, bitstream);
    }

    LabDevice programmed(String with) {
        return new LabDevice(parts, with);
    }
}
