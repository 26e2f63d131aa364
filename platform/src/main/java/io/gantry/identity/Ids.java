package io.gantry.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids as Keystone has them: 32 hexadecimal digits in lower case.
public final class Ids {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private Ids() {}

    /// One that nobody has.
    public static String next() {
        return text(UUID.randomUUID());
    }

    /// The same one for the same name, for what stands in no table.
    public static String of(String name) {
        return text(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    /// Whether it looks like one.
    public static boolean valid(String id) {
        return ID.matcher(id).matches();
    }

    static byte[] bytes(String id) {
        return HexFormat.of().parseHex(id);
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String text(UUID id) {
        return text(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }
}
