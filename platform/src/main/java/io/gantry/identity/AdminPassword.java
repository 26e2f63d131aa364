package io.gantry.identity;

import io.gantry.base.DataDirectory;
import io.gantry.base.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/// The password of `admin`. It lies in a file that only the host's user can read; here is only its digest.
public final class AdminPassword {
    private static final int BYTES = 24;

    private final Path file;
    private final byte[] digest;

    private AdminPassword(Path file, String password) {
        this.file = file;
        this.digest = digest(password);
    }

    /// Reads `admin-password` in the data directory, or makes one of 192 random bits.
    ///
    /// @throws Problem INVALID if other users can read the file
    public static AdminPassword readOrMake(DataDirectory data) {
        var file = data.path().resolve("admin-password");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------")) {
                throw Problem.invalid("other users can read " + file
                        + "; run: rm " + file + " so that the next start makes a new password");
            }
            var password = Files.readString(file).strip();
            if (password.isEmpty()) {
                throw Problem.invalid(file + " is empty; remove it so that the next start makes a new password");
            }
            return new AdminPassword(file, password);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    /// Whole under its name or not at all, and never readable by others.
    private static void make(Path file) throws IOException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n";
        var temporary = Files.createTempFile(file.getParent(), "admin-password", ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(temporary, password);
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // Somebody put one there meanwhile; that one counts.
        } finally {
            Files.delete(temporary);
        }
    }

    /// Where the operator finds it.
    public Path file() {
        return file;
    }

    /// Takes as long for a wrong password as for the right one.
    boolean matches(String password) {
        return MessageDigest.isEqual(digest, digest(password));
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
