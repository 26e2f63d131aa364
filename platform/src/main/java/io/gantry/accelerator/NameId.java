package io.gantry.accelerator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Ids that are made of names (RFC 9562, version 3, in the namespace of domain names), so that others can work them out.
public final class NameId {
    private static final UUID DOMAIN_NAMES = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private NameId() {}

    public static UUID of(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(ByteBuffer.allocate(2 * Long.BYTES + bytes.length)
                .putLong(DOMAIN_NAMES.getMostSignificantBits())
                .putLong(DOMAIN_NAMES.getLeastSignificantBits())
                .put(bytes)
                .array());
    }
}
