package io.gantry.qemu;

import io.gantry.api.guest.Capacity;
import io.gantry.api.guest.VirtualDevice.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What this machine has for guests.
final class Room {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final String TOTAL = "MemTotal:";
    private static final long KIBIBYTE = 1024;

    private Room() {}

    static Capacity of(List<GuestRecord> guests, Path disks) throws IOException {
        var specs = guests.stream().map(GuestRecord::spec).toList();
        return new Capacity(Runtime.getRuntime().availableProcessors(), memory(),
                Files.getFileStore(disks).getTotalSpace(), specs.stream().mapToInt(spec -> spec.processors()).sum(),
                specs.stream().mapToLong(spec -> spec.memoryBytes()).sum(),
                guests.stream().flatMap(guest -> guest.all(Disk.class).stream()).mapToLong(Disk::bytes).sum());
    }

    private static long memory() throws IOException {
        try (var lines = Files.lines(MEMORY)) {
            return lines.filter(line -> line.startsWith(TOTAL))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                    .findFirst()
                    .orElseThrow(() -> new IOException(MEMORY + " has no line " + TOTAL));
        }
    }
}
