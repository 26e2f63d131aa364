package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/// Attributes of an object on the token, to look it up by or to make it with.
final class Template {
    static final long ID = 0x102;
    private static final long CLASS = 0x0;
    private static final long TOKEN = 0x1;
    private static final long PRIVATE = 0x2;
    private static final long LABEL = 0x3;
    private static final long KEY_TYPE = 0x100;
    private static final long SENSITIVE = 0x103;
    private static final long ENCRYPT = 0x104;
    private static final long DECRYPT = 0x105;
    private static final long VALUE_LENGTH = 0x161;
    private static final long EXTRACTABLE = 0x162;
    private static final long SECRET_KEY = 4;
    private static final long AES = 0x1f;

    private final Map<Long, byte[]> attributes = new LinkedHashMap<>();

    private Template() {}

    static Template named(String label) {
        return new Template().number(CLASS, SECRET_KEY)
                .number(KEY_TYPE, AES)
                .flag(TOKEN, true)
                .bytes(LABEL,
                        label.getBytes(US_ASCII));
    }

    /// What makes the key stay on the token, and stay there for good.
    Template made(byte[] id) {
        return bytes(ID, id).number(VALUE_LENGTH, 32)
                .flag(PRIVATE, true)
                .flag(SENSITIVE, true)
                .flag(EXTRACTABLE, false)
                .flag(ENCRYPT, true)
                .flag(DECRYPT, true);
    }

    Template bytes(long type, byte[] value) {
        attributes.put(type, value);
        return this;
    }

    private Template number(long type, long value) {
        return bytes(type, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array());
    }

    private Template flag(long type, boolean value) {
        return bytes(type, new byte[]{(byte) (value ? 1 : 0)});
    }

    int size() {
        return attributes.size();
    }

    /// The address of the attributes: of each its type, the address of its value, and the value's length.
    long in(Arena arena) {
        var array = arena.allocate(JAVA_LONG, 3L * size());
        var index = 0;
        for (var attribute : attributes.entrySet()) {
            array.setAtIndex(JAVA_LONG, index++, attribute.getKey());
            array.setAtIndex(JAVA_LONG, index++, arena.allocateFrom(JAVA_BYTE, attribute.getValue()).address());
            array.setAtIndex(JAVA_LONG, index++, attribute.getValue().length);
        }
        return array.address();
    }
}
