package io.gantry.accelerator;

import io.gantry.base.Problem;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The bitstreams that devices may be programmed with: the files of one directory. The name of a file up to its first dot is the id by which
/// profiles and clients name it, so that `d5ca2f11-3108-4426-a11c-a959987565df.gbs` has the id of the image that it was.
@Singleton
public final class Bitstreams {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final Path directory;

    Bitstreams(@Property(name = "gantry.accelerators.bitstreams", defaultValue = "bitstreams") String directory) {
        this.directory = Path.of(directory);
    }

    /// One that is there.
    ///
    /// @param changed when its file was last written to
    public record Bitstream(String id, String file, long bytes, Instant changed) {}

    /// All of them, by id.
    public List<Bitstream> list() {
        var found = new ArrayList<Bitstream>();
        for (var file : files()) {
            if (ID.matcher(name(file)).matches()) {
                found.add(bitstream(file));
            }
        }
        found.sort(Comparator.comparing(Bitstream::id));
        return found;
    }

    /// The one that [#list] has under that id.
    ///
    /// @throws Problem as [#file] does
    public Bitstream find(String id) {
        return bitstream(file(id));
    }

    private static Bitstream bitstream(Path file) {
        try {
            return new Bitstream(name(file), String.valueOf(file.getFileName()), Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException("the bitstream " + file + " cannot be read", e);
        }
    }

    /// @throws Problem INVALID for what can be no id, NOT_FOUND saying where the file has to be
    Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw Problem.invalid(
                    "A bitstream is named by letters, digits, dashes and _, at most 255; URLs and paths are not taken.");
        }
        return files().stream()
                .filter(file -> name(file).equals(id))
                .findFirst()
                .orElseThrow(() -> Problem
                        .notFound("There is no bitstream %s: put its file into %s on the host as %s, with any ending."
                                .formatted(id, directory, id)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the bitstreams in " + directory + " cannot be listed", e);
        }
    }
}
