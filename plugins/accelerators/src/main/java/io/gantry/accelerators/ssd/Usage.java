package io.gantry.accelerators.ssd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.accelerators.sysfs.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this machine itself does with its block devices: what is mounted, swapped to, or built into something larger. Where that cannot be
/// read, everything counts as used.
final class Usage {
    private static final int LONGEST = 16 << 20;

    private final Directory root;
    private final Map<String, String> uses = new HashMap<>();
    private boolean zfs;
    private String blind = "";

    private Usage(Directory root) {
        this.root = root;
    }

    static Usage read(Path proc, Directory root) {
        var usage = new Usage(root);
        for (var file : List.of("self/mountinfo", "1/mountinfo", "swaps")) {
            try {
                usage.add(file, proc.resolve(file));
            } catch (IOException unreadable) {
                // The first process may be hidden, and a kernel may lack swapping; what is mounted here must be known.
                if (file.startsWith("self")) {
                    usage.blind = "%s cannot be read (%s)".formatted(proc.resolve(file), unreadable.getMessage());
                }
            }
        }
        usage.btrfs();
        return usage;
    }

    private void add(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        }
        if (bytes.length == LONGEST) {
            throw new IOException("it is too long");
        }
        new String(bytes, UTF_8).lines().forEach(name.equals("swaps") ? this::swap : this::mount);
    }

    private void swap(String line) {
        if (line.startsWith("/dev/")) {
            uses.put(line.substring("/dev/".length()).split("\\s", 2)[0], "is swapped to");
        }
    }

    /// `36 25 259:2 / /boot rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw`, the middle of any length.
    private void mount(String line) {
        var halves = line.split(" - ", 2);
        var left = halves[0].split(" ", -1);
        if (halves.length < 2 || left.length < 5) {
            return;
        }
        var right = halves[1].split(" ", -1);
        var where = left[4].equals("/") ? "holds the root file system" : "is mounted at " + left[4];
        uses.put(left[2], where);
        if (right.length > 1) {
            zfs |= right[0].equals("zfs");
            for (var source : right[1].split(":", -1)) {
                uses.put(source.replaceFirst("^/dev/", ""), where);
            }
        }
    }

    /// A file system over several disks is mounted from one of them.
    private void btrfs() {
        var all = root.in("fs/btrfs");
        all.names()
                .forEach(
                        id -> all.names(id + "/devices").forEach(name -> uses.putIfAbsent(name, "is part of a btrfs")));
    }

    /// Why the machine needs the disk, if it does.
    Optional<String> of(Disk disk) {
        for (var namespace : disk.namespaces()) {
            for (var block : namespace.all().toList()) {
                var use = of(block);
                if (use.isPresent()) {
                    return use;
                }
            }
            if (zfs && !namespace.partitions().isEmpty()) {
                return Optional.of(namespace.name() + " may be part of a ZFS pool, which does not tell its disks");
            }
        }
        return disk.namespaces().isEmpty() || blind.isEmpty()
                ? Optional.empty()
                : Optional.of("nobody knows what it is used for, because " + blind);
    }

    private Optional<String> of(Directory block) {
        var name = String.valueOf(block.path().getFileName());
        var holders = block.names("holders");
        if (!holders.isEmpty()) {
            return Optional.of("%s is part of %s".formatted(name, String.join(", ", holders)));
        }
        var use = uses.get(name);
        var number = block.text("dev").map(uses::get);
        return use != null
                ? Optional.of(name + " " + use)
                : number.map(other -> name + " " + other);
    }
}
