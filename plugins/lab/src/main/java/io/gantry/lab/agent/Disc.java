package io.gantry.lab.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a lab machine booted from: a text whose first line is `gantry-lab-disc KIND` and whose others are `key=value`. A key may come again.
///
/// @param kind `agent` or `installer`
record Disc(String kind, Map<String, List<String>> values) {
    private static final String MAGIC = "gantry-lab-disc ";

    static Disc read(Path file) throws IOException {
        // A machine keeps the first sectors of what it read, so zeros may follow the text.
        var lines = new String(Files.readAllBytes(file), UTF_8).replace("\0", "").lines().map(String::strip).toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith(MAGIC)) {
            throw new IOException(file + " does not begin with '" + MAGIC + "KIND', so it is no lab disc");
        }
        var values = new LinkedHashMap<String, List<String>>();
        for (var line : lines.subList(1, lines.size())) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return new Disc(lines.getFirst().substring(MAGIC.length()).strip(), values);
    }

    Optional<String> value(String key) {
        return all(key).stream().findFirst();
    }

    String needed(String key) throws IOException {
        return value(key).orElseThrow(() -> new IOException("the disc has no line '" + key + "=...'"));
    }

    List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }
}
