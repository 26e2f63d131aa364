package io.gantry.vault;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// A ciphertext of the transit engine. The engine writes it in base64, a third longer than a token may be.
///
/// @param version of the key, from 1
/// @param base64 nonce, ciphertext and tag
record Sealed(int version, String base64) {
    private static final Pattern TEXT = Pattern.compile("vault:v([1-9][0-9]{0,8}):([A-Za-z0-9+/]+={0,2})");
    private static final byte FORM = 1;
    private static final int HEAD = 1 + Integer.BYTES;
    /// A nonce, a tag and one byte between: shorter is nothing.
    private static final int SHORTEST = 12 + 16 + 1;

    /// Empty if it is written in another way than the engine writes.
    static Optional<Sealed> written(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Sealed(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    String text() {
        return "vault:v" + version + ":" + base64;
    }

    byte[] token() {
        var bytes = Base64.getDecoder().decode(base64);
        return ByteBuffer.allocate(HEAD + bytes.length).put(FORM).putInt(version).put(bytes).array();
    }

    /// Empty if the bytes never were a token. Version 0 is none, although the engine takes it for 1.
    static Optional<Sealed> from(byte[] token) {
        if (token.length < HEAD + SHORTEST || token[0] != FORM || ByteBuffer.wrap(token).getInt(1) < 1) {
            return Optional.empty();
        }
        var rest = Arrays.copyOfRange(token, HEAD, token.length);
        return Optional.of(new Sealed(ByteBuffer.wrap(token).getInt(1), Base64.getEncoder().encodeToString(rest)));
    }
}
