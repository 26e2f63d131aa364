package io.gantry.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Small trees of files that nobody else writes to.
final class Trees {
    private Trees() {}

    /// Deletes what is in the directory, and it; fine if there is none.
    static void delete(Path directory) throws IOException {
        delete(directory, directory);
        Files.deleteIfExists(directory);
    }

    /// Deletes what is in the directory but `kept`.
    static void delete(Path directory, Path kept) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    delete(file);
                } else if (!file.equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            // Gone already.
        }
    }
}
