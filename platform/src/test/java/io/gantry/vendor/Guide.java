package io.gantry.vendor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The files that stand in a guide as code blocks: the line that opens such a block names the language and the file.
final class Guide {
    private static final Pattern FILE = Pattern.compile("(?ms)^```[a-z]+ (\\S+)\n(.*?)^```$");

    private Guide() {}

    static Map<String, String> files(Path guide) throws IOException {
        var files = new LinkedHashMap<String, String>();
        var blocks = FILE.matcher(Files.readString(guide));
        while (blocks.find()) {
            files.put(blocks.group(1), blocks.group(2));
        }
        return files;
    }

    static void write(Map<String, String> files, Path directory) throws IOException {
        for (var file : files.entrySet()) {
            var path = directory.resolve(file.getKey());
            Files.createDirectories(path.resolve(".."));
            Files.writeString(path, file.getValue());
        }
    }
}
