package io.gantry.pkcs11;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// One session with the token, for one thread at a time.
///
/// @param handle the library's name for it
record Session(Library library, long handle) {
    private static final long MAKE_AES_KEY = 0x1080;
    private static final long AES_GCM = 0x1087;
    private static final long SERIAL = 4;
    private static final long WRITABLE = 2;
    static final int TAG = 16;
    private static final int AT_ONCE = 16;

    static Session open(Library library, long slot, boolean writable) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var handle = arena.allocate(JAVA_LONG);
            library.call(Call.OPEN_SESSION, slot, writable ? SERIAL | WRITABLE : SERIAL, 0, 0, handle.address());
            return new Session(library, handle.get(JAVA_LONG, 0));
        }
    }

    /// One that is lost already is closed.
    void close() {
        library.answer(Call.CLOSE_SESSION, handle);
    }

    /// @param pin wiped by the caller
    void login(byte[] pin) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var text = arena.allocateFrom(JAVA_BYTE, pin);
            try {
                library.call(Call.LOGIN, handle, 1, text.address(), pin.length);
            } finally {
                text.fill((byte) 0);
            }
        }
    }

    List<Long> find(Template template) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            library.call(Call.FIND_OBJECTS_INIT, handle, template.in(arena), template.size());
            var found = new ArrayList<Long>();
            var some = arena.allocate(JAVA_LONG, AT_ONCE);
            var count = arena.allocate(JAVA_LONG);
            do {
                library.call(Call.FIND_OBJECTS, handle, some.address(), AT_ONCE, count.address());
                for (var i = 0L; i < count.get(JAVA_LONG, 0); i++) {
                    found.add(some.getAtIndex(JAVA_LONG, i));
                }
            } while (count.get(JAVA_LONG, 0) == AT_ONCE);
            library.call(Call.FIND_OBJECTS_FINAL, handle);
            return found;
        }
    }

    byte[] attribute(long object, long type, int longest) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var value = arena.allocate(longest);
            var attribute = arena.allocateFrom(JAVA_LONG, type, value.address(), longest);
            library.call(Call.GET_ATTRIBUTE_VALUE, handle, object, attribute.address(), 1);
            return value.asSlice(0, attribute.getAtIndex(JAVA_LONG, 2)).toArray(JAVA_BYTE);
        }
    }

    long make(Template template) throws CodeException {
        try (var arena = Arena.ofConfined()) {
            var mechanism = arena.allocateFrom(JAVA_LONG, MAKE_AES_KEY, 0, 0);
            var key = arena.allocate(JAVA_LONG);
            library.call(Call.GENERATE_KEY, handle, mechanism.address(), template.in(arena), template.size(),
                    key.address());
            return key.get(JAVA_LONG, 0);
        }
    }

    byte[] seal(long key, byte[] nonce, byte[] bound, byte[] plain) throws CodeException {
        return crypt(Call.ENCRYPT_INIT, Call.ENCRYPT, key, nonce, bound, plain);
    }

    byte[] open(long key, byte[] nonce, byte[] bound, byte[] sealed) throws CodeException {
        return crypt(Call.DECRYPT_INIT, Call.DECRYPT, key, nonce, bound, sealed);
    }

    private byte[] crypt(Call begin, Call end, long key, byte[] nonce, byte[] bound, byte[] bytes)
            throws CodeException {
        try (var arena = Arena.ofConfined()) {
            library.call(begin, handle, gcm(arena, nonce, bound).address(), key);
            // Never of length 0, whose address may be null.
            var input = arena.allocate(bytes.length + 1L);
            MemorySegment.copy(bytes, 0, input, JAVA_BYTE, 0, bytes.length);
            var output = arena.allocate(bytes.length + 2L * TAG);
            var length = arena.allocateFrom(JAVA_LONG, output.byteSize());
            try {
                library.call(end, handle, input.address(), bytes.length, output.address(), length.address());
                return output.asSlice(0, length.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
            } finally {
                input.fill((byte) 0);
                output.fill((byte) 0);
            }
        }
    }

    private static MemorySegment gcm(Arena arena, byte[] nonce, byte[] bound) {
        var parameters = arena.allocateFrom(JAVA_LONG, arena.allocateFrom(JAVA_BYTE, nonce).address(), nonce.length,
                nonce.length * 8L, arena.allocateFrom(JAVA_BYTE, bound).address(), bound.length, TAG * 8L);
        return arena.allocateFrom(JAVA_LONG, AES_GCM, parameters.address(), parameters.byteSize());
    }
}
