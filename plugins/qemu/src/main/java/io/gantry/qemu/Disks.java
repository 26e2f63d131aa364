package io.gantry.qemu;

import io.gantry.api.guest.VirtualDevice.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The disks that a host makes for its guests.
final class Disks {
    private Disks() {}

    /// Makes those that are not there yet.
    static void make(GuestRecord guest, Home home) throws IOException, InterruptedException {
        for (var disk : guest.all(Disk.class)) {
            make(disk, home);
        }
    }

    /// In one piece: a disk that is there is whole.
    static void make(Disk disk, Home home) throws IOException, InterruptedException {
        var file = home.disk(disk.id());
        if (Files.exists(file)) {
            return;
        }
        var next = home.directory().resolve(disk.id() + ".next");
        Files.deleteIfExists(next);
        var size = Long.toString(disk.bytes());
        if (disk.image().isPresent()) {
            var image = disk.image().get().toString();
            var format = SourceImage.format(image, disk);
            Launch.run(List.of("qemu-img", "convert", "-f", format, "-O", "qcow2", image, next.toString()),
                    new byte[0]);
            Launch.run(List.of("qemu-img", "resize", "-q", next.toString(), size), new byte[0]);
        } else {
            Launch.run(List.of("qemu-img", "create", "-q", "-f", "qcow2", next.toString(), size), new byte[0]);
        }
        Files.move(next, file);
    }

    /// Empty ones of the same size, which the guest's disks are copied to; what an earlier attempt left goes.
    static void makeRoom(GuestRecord guest, Home home) throws IOException, InterruptedException {
        var empty = new ArrayList<Disk>();
        for (var disk : guest.all(Disk.class)) {
            Files.deleteIfExists(home.disk(disk.id()));
            empty.add(new Disk(disk.id(), disk.bytes(), Optional.empty()));
        }
        for (var disk : empty) {
            make(disk, home);
        }
    }
}
