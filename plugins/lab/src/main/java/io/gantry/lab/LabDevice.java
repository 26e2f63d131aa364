package io.gantry.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a lab accelerator remembers, one line in a file.
///
/// @param parts it is cut into; 0 while it is whole
/// @param bitstream SHA-256 of what it was programmed with, or `none`
/// @param handles who has which piece: `ADDRESS=HANDLE`
/// @param cleaned how often it was cleaned
record LabDevice(int parts, String bitstream, Set<String> handles, int cleaned) {
    private static final LabDevice NEW = new LabDevice(0, "none", Set.of(), 0);

    static LabDevice read(Path file) throws InterruptedException {
        var kept = LabFiles.read(file);
        if (kept.isEmpty()) {
            return NEW;
        }
        var words = new String(kept.get(), UTF_8).split(" ", 4);
        return new LabDevice(Integer.parseInt(words[0]), words[1],
                words[3].isEmpty() ? Set.of() : Set.of(words[3].split(" ")), Integer.parseInt(words[2]));
    }

    void write(Path file) throws InterruptedException {
        var line = "%d %s %d %s".formatted(parts, bitstream, cleaned, String.join(" ", new TreeSet<>(handles)));
        LabFiles.write(file, line.getBytes(UTF_8));
    }

    LabDevice cut(int into) {
        return new LabDevice(into, bitstream, handles, cleaned);
    }

    LabDevice programmed(String with) {
        return new LabDevice(parts, with, handles, cleaned);
    }

    /// Nothing of a user is left.
    LabDevice clean() {
        return new LabDevice(parts, "none", handles, cleaned + 1);
    }

    LabDevice with(String handle) {
        var more = new TreeSet<>(handles);
        more.add(handle);
        return new LabDevice(parts, bitstream, more, cleaned);
    }

    LabDevice without(String handle) {
        var fewer = new TreeSet<>(handles);
        fewer.remove(handle);
        return new LabDevice(parts, bitstream, fewer, cleaned);
    }

    /// Who has the piece now.
    Optional<String> holder(String address) {
        return handles.stream()
                .filter(one -> one.startsWith(address + "="))
                .map(one -> one.substring(address.length() + 1))
                .findAny();
    }
}
