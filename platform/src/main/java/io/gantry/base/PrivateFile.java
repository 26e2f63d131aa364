package io.gantry.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/// A file that nobody but its owner ever can read, not even while it is written. Whole under its name or not at all.
public final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /// Puts it in the place of what is there.
    public static void write(Path file, byte[] bytes) throws IOException {
        var temporary = temporary(file, bytes);
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// The text in the file, without space at its ends; makes the file if there is none.
    ///
    /// @throws Problem INVALID if others can read it or it is empty
    public static String readOrMake(Path file, Supplier<String> text) throws IOException {
        if (!Files.exists(file)) {
            make(file, text.get() + "\n");
        }
        return read(file);
    }

    /// The text in the file, without space at its ends.
    ///
    /// @throws Problem INVALID if others can read it or it is empty
    public static String read(Path file) throws IOException {
        if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------")) {
            throw Problem.invalid("other users can read " + file + "; run: chmod 600 " + file
                    + ", and write another one into it if somebody may have read it");
        }
        var text = Files.readString(file).strip();
        if (text.isEmpty()) {
            throw Problem.invalid(file + " is empty; remove it so that the next start makes a new one");
        }
        return text;
    }

    private static void make(Path file, String text) throws IOException {
        var temporary = temporary(file, text.getBytes(StandardCharsets.UTF_8));
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Somebody put one there meanwhile; that one counts.
        } finally {
            Files.delete(temporary);
        }
    }

    private static Path temporary(Path file, byte[] bytes) throws IOException {
        var temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".private", ".new", OWNER);
        return Files.write(temporary, bytes);
    }
}
