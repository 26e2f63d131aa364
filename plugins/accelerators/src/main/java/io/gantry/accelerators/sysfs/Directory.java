package io.gantry.accelerators.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One directory of sysfs. Whatever is in it, a read ends: only regular files are opened, of each only so much is read, listings are cut
/// off, and a link is not followed to learn where it points.
///
/// @param path where it lies
public record Directory(Path path) {
    private static final int LONGEST = 65_536;
    private static final int MOST = 8192;
    private static final Pattern TEXT = Pattern.compile("[^\\x00-\\x08\\x0e-\\x1f\\x7f\\ufffd]*");

    /// The content of a file, without white space around it.
    ///
    /// @throws IOException with the reason if it is not there, no regular file or no text
    public String read(String file) throws IOException {
        var path = path().resolve(file);
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(file + " is no regular file");
        }
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LONGEST);
        }
        var text = new String(bytes, UTF_8).strip();
        if (!TEXT.matcher(text).matches()) {
            throw new IOException(file + " holds no text");
        }
        return text;
    }

    /// The content of a file, if there is one and it says something.
    public Optional<String> text(String file) {
        try {
            return Optional.of(read(file)).filter(text -> !text.isEmpty());
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// A whole number, if the file holds one.
    public Optional<Integer> number(String file) {
        return text(file).filter(text -> text.matches("-?[0-9]{1,9}")).map(Integer::valueOf);
    }

    /// The last part of what a link points to.
    public Optional<String> link(String name) {
        try {
            return Optional.ofNullable(Files.readSymbolicLink(path().resolve(name)).getFileName()).map(Path::toString);
        } catch (IOException | UnsupportedOperationException none) {
            return Optional.empty();
        }
    }

    /// The names in it, sorted; none if it is no directory. Of very many only the first thousands.
    public List<String> names() {
        if (!Files.isDirectory(path())) {
            return List.of(); // to open a pipe as a directory would wait for a writer
        }
        try (var files = Files.list(path())) {
            return files.limit(MOST).map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException none) {
            return List.of();
        }
    }

    /// The names in one of its directories.
    public List<String> names(String directory) {
        return in(directory).names();
    }

    /// One of its directories.
    public Directory in(String name) {
        return new Directory(path().resolve(name));
    }

    /// Whether something is there; a link counts only if it leads somewhere.
    public boolean has(String name) {
        return Files.exists(path().resolve(name));
    }
}
