package io.gantry.barbican;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.secret.SecretId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which of Barbican's secrets make up one of ours: what a token says.
///
/// @param mark random, so that no two are alike
/// @param parts Barbican's ids, in order
record Sheaf(UUID mark, List<UUID> parts) {
    /// What every part begins with: whose, and which one, it is. It also makes a part of an empty secret something to keep.
    static final int SEAL = 16;

    private static final byte FORM = 1;
    private static final int ID = 16;

    byte[] token() {
        var token = ByteBuffer.allocate(1 + ID + ID * parts.size()).put(FORM);
        put(token, mark);
        parts.forEach(part -> put(token, part));
        return token.array();
    }

    /// Empty if the bytes never were a token.
    static Optional<Sheaf> from(byte[] token) {
        var ids = (token.length - 1) / ID;
        if (ids < 2 || token.length != 1 + ids * ID || token[0] != FORM) {
            return Optional.empty();
        }
        var rest = ByteBuffer.wrap(token, 1, token.length - 1);
        var mark = new UUID(rest.getLong(), rest.getLong());
        var parts = new ArrayList<UUID>();
        while (rest.hasRemaining()) {
            parts.add(new UUID(rest.getLong(), rest.getLong()));
        }
        return Optional.of(new Sheaf(mark, List.copyOf(parts)));
    }

    private static void put(ByteBuffer token, UUID id) {
        token.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    /// What all parts are called in Barbican, so that they are found again when their ids never arrived.
    static String name(SecretId id, UUID mark) {
        return names(id) + HexFormat.of().toHexDigits(mark.getMostSignificantBits())
                + HexFormat.of().toHexDigits(mark.getLeastSignificantBits());
    }

    /// What the names of all parts of all that was put under an id begin with.
    static String names(SecretId id) {
        return "gantry " + id + " ";
    }

    static byte[] sealed(SecretId id, UUID mark, int index, int count, byte[] part) {
        var sealed = Arrays.copyOf(seal(id, mark, index, count), SEAL + part.length);
        System.arraycopy(part, 0, sealed, SEAL, part.length);
        return sealed;
    }

    byte[] opened(SecretId id, int index, byte[] sealed) {
        if (!Arrays.equals(sealed, 0, Math.min(SEAL, sealed.length), seal(id, mark, index, parts.size()), 0, SEAL)) {
            throw new DriverException(Kind.FAILED,
                    ("Barbican's secret %s is not part %d of secret %s: it belongs to another"
                            + " one, or was changed there.").formatted(parts.get(index), index + 1, id));
        }
        return Arrays.copyOfRange(sealed, SEAL, sealed.length);
    }

    private static byte[] seal(SecretId id, UUID mark, int index, int count) {
        try {
            var text = String.join("/", id.toString(), mark.toString(), String.valueOf(index), String.valueOf(count));
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
                    SEAL);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
