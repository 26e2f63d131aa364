package io.gantry.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Where this host keeps everything it must find again after a restart; for its own user alone.
///
/// @param path absolute
public record DataDirectory(Path path) {
    /// The directory of that name below it, made with mode 0700 if it is not there.
    public Path child(String name) {
        try {
            return Files.createDirectories(path.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the directory " + path.resolve(name), e);
        }
    }
}
