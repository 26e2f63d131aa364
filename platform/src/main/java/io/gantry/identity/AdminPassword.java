package io.gantry.identity;

import io.gantry.base.DataDirectory;
import io.gantry.base.PrivateFile;
import io.gantry.base.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// The file with the password of `admin` that the first start makes. Where it lies at a later start, admin gets the password in it.
@Singleton
public final class AdminPassword {
    private static final int BYTES = 24;

    private final Path file;

    public AdminPassword(DataDirectory data) {
        this.file = data.path().resolve("admin-password");
    }

    /// Where the operator finds it, or puts it.
    public Path file() {
        return file;
    }

    /// What stands in it, if it is there.
    ///
    /// @throws Problem INVALID if other users can read it
    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(PrivateFile.read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /// What stands in it; makes one of 192 random bits if it is not there.
    ///
    /// @throws Problem INVALID if other users can read it
    String readOrMake() {
        try {
            return PrivateFile.readOrMake(file, AdminPassword::random);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read or make " + file, e);
        }
    }

    /// Admin has another password now, which stands in no file.
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + ", whose password does not count any more", e);
        }
    }

    private static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
