package io.gantry.baremetal.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/// The programs in the lab's archive, which run without a host.
public final class LabJars {
    private LabJars() {}

    /// The jars as a class path.
    ///
    /// @param into where they are unpacked
    public static String unpacked(Path into) throws IOException {
        Files.createDirectories(into);
        try (var files = Files.list(Path.of("target", "plugins"));
                var archive = new ZipFile(files.filter(file -> file.getFileName().toString().startsWith("lab-"))
                        .findAny()
                        .orElseThrow()
                        .toFile())) {
            for (var entry : archive.stream().filter(one -> one.getName().endsWith(".jar")).toList()) {
                var jar = into.resolve(Path.of(entry.getName()).getFileName().toString());
                if (Files.notExists(jar)) {
                    try (var in = archive.getInputStream(entry)) {
                        Files.copy(in, jar);
                    }
                }
            }
        }
        try (var jars = Files.list(into)) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }
}
