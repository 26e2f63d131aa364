package io.gantry.transfer;

import io.gantry.api.secret.Secret;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// The first thing on each connection: proof that it may be there, and what it thinks it is part of.
///
/// @param token that the receiver made up for this one migration
/// @param index of the connection, from 0
/// @param connections there are in all
/// @param memoryBytes of the guest
record Hello(Secret token, int index, int connections, long memoryBytes) {
    /// Bytes on the wire.
    static final int SIZE = 64;

    /// Bytes in a token.
    static final int TOKEN = 32;

    private static final long PROTOCOL = 0x47414e5452590001L;

    ByteBuffer bytes() {
        return ByteBuffer.allocateDirect(SIZE)
                .putLong(PROTOCOL)
                .put(token.bytes())
                .putInt(index)
                .putInt(connections)
                .putLong(memoryBytes)
                .putLong(0)
                .flip();
    }

    static Hello read(ByteBuffer from) throws ProtocolException {
        if (from.getLong() != PROTOCOL) {
            throw new ProtocolException("the other side does not speak this version of the protocol");
        }
        var token = new byte[TOKEN];
        from.get(token);
        return new Hello(new Secret(token), from.getInt(), from.getInt(), from.getLong());
    }
}
