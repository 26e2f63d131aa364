package io.gantry.cli.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of files.
final class Digest {
    private static final int BLOCK = 1 << 20;

    private Digest() {}

    static String of(Path file) throws IOException {
        return of(file, Files.size(file));
    }

    /// Of the first `length` bytes.
    static String of(Path file, long length) throws IOException {
        var digest = sha256();
        try (var stream = Files.newInputStream(file)) {
            var left = length;
            while (left > 0) {
                var block = stream.readNBytes((int) Math.min(BLOCK, left));
                if (block.length == 0) {
                    break;
                }
                digest.update(block);
                left -= block.length;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
