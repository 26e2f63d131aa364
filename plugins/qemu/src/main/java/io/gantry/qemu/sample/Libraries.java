package io.gantry.qemu.sample;

import io.gantry.qemu.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Puts a program of this machine into the guest, with the libraries it is linked with.
final class Libraries {
    private static final Pattern LIBRARY = Pattern.compile("(/[^ ]+\\.so[^ ]*) \\(0x");
    private static final Path DEVICE = Path.of("/usr/lib/x86_64-linux-gnu/libtss2-tcti-device.so.0");

    private Libraries() {}

    static void copy(Path program, Archive archive) throws IOException, InterruptedException {
        var files = new LinkedHashSet<Path>();
        files.addAll(linked(program));
        if (Files.exists(DEVICE)) {
            files.add(DEVICE);
            files.addAll(linked(DEVICE));
        }
        var directories = new LinkedHashSet<Path>();
        for (var file : files) {
            parents(file, directories);
        }
        for (var directory : directories) {
            archive.directory(name(directory));
        }
        archive.file(name(program), Files.readAllBytes(program));
        for (var file : files) {
            archive.file(name(file), Files.readAllBytes(file));
        }
    }

    private static void parents(Path file, Set<Path> directories) {
        var above = new ArrayList<Path>();
        for (var at = file.getParent(); at != null && at.getNameCount() > 0; at = at.getParent()) {
            above.addFirst(at);
        }
        directories.addAll(above);
    }

    private static String name(Path file) {
        return file.toString().substring(1);
    }

    private static List<Path> linked(Path program) throws IOException, InterruptedException {
        var text = Launch.run(List.of("ldd", program.toString()), new byte[0]);
        return LIBRARY.matcher(text).results().map(result -> Path.of(result.group(1))).toList();
    }
}
