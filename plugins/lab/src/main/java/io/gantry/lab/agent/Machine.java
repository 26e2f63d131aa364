package io.gantry.lab.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/// The machine that the agent runs on, which is a directory.
///
/// @param disk the file that is its disk
/// @param addresses of its network cards
record Machine(Path directory, String name, Path disk, List<String> addresses) {
    static Machine read(Path directory) throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("machine.properties"))) {
            settings.load(reader);
        }
        var addresses = Stream.of(settings.getProperty("addresses", "").split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        return new Machine(directory, settings.getProperty("name", directory.getFileName().toString()),
                directory.resolve(settings.getProperty("disk", "disk")), addresses);
    }

    /// Asks the machine for what a process in it cannot do: `off` or `reboot`.
    void wish(String what) throws IOException {
        note("wish", what);
    }

    /// Leaves a file in the machine's directory, complete or not at all.
    void note(String file, String content) throws IOException {
        var next = directory.resolve(file + ".next");
        Files.writeString(next, content);
        Files.move(next, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }
}
