package io.gantry.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Links rows by their hashes, so that none can be changed, taken out or put in between without breaking every hash after it.
public final class Chain {
    /// What stands before the first row.
    public static final String START = "0".repeat(64);

    private Chain() {}

    /// SHA-256 of the hash before and of each field with its length in bytes, in hexadecimal digits.
    public static String link(String before, List<String> fields) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(before.getBytes(StandardCharsets.UTF_8));
            for (var field : fields) {
                var bytes = field.getBytes(StandardCharsets.UTF_8);
                digest.update((":" + bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
