package io.gantry.lab.hypervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// The last lines of a file.
final class Tail {
    private Tail() {}

    /// @param most at most so many; 0 for all
    /// @return each ended by a line feed; nothing if there is no such file
    static String of(Path file, int most) throws IOException {
        try {
            var lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            return lines.subList(most == 0 ? 0 : Math.max(0, lines.size() - most), lines.size())
                    .stream()
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
