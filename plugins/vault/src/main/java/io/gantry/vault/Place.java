package io.gantry.vault;

import io.gantry.api.secret.SecretId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// Where a secret lies: what a token says. Whose it is is part of the path, so that the token leads nowhere for another.
///
/// @param parts how many paths it takes
/// @param high and `low`: random, so that no two are alike
record Place(int parts, long high, long low) {
    private static final byte FORM = 1;
    /// Which are enough for the longest secret.
    private static final int MOST = 4;

    byte[] token() {
        return ByteBuffer.allocate(2 + 2 * Long.BYTES).put(FORM).put((byte) parts).putLong(high).putLong(low).array();
    }

    /// Empty if the bytes never were a token.
    static Optional<Place> from(byte[] token) {
        if (token.length != 2 + 2 * Long.BYTES || token[0] != FORM || token[1] < 1 || token[1] > MOST) {
            return Optional.empty();
        }
        var rest = ByteBuffer.wrap(token, 2, token.length - 2);
        return Optional.of(new Place(token[1], rest.getLong(), rest.getLong()));
    }

    String path(SecretId id, int part) {
        var hex = HexFormat.of();
        return id + "/" + hex.toHexDigits(high) + hex.toHexDigits(low) + "-" + part;
    }
}
