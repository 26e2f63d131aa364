package io.gantry.api.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that are never printed and can be wiped. Not a record: a component would leak through `toString`.
public final class Secret implements AutoCloseable {
    private final byte[] bytes;

    /// Copies `bytes`, which the caller may then wipe.
    public Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /// A copy, which the caller wipes.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// How many bytes there are.
    public int length() {
        return bytes.length;
    }

    /// The bytes as UTF-8 text.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Wipes the bytes.
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Secret[****]";
    }
}
