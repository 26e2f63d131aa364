package io.gantry.transfer;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The 40 bytes that come before everything on a wire, with a checksum of their own: a damaged length must not be believed.
///
/// @param kind what follows
/// @param sequence of this frame on its connection and in its direction, from 0
/// @param address in the guest's memory; for the other kinds a number of that kind
/// @param length in bytes, of a payload or of a stretch of zeros; never more than [#LONGEST]
/// @param checksum CRC32C of the payload; 0 without one
record Frame(Kind kind, long sequence, long address, int length, int checksum) {
    /// Bytes on the wire.
    static final int SIZE = 40;

    /// Most bytes of guest memory that one frame can be about.
    static final int LONGEST = 1 << 18;

    private static final int MAGIC = 0x474d5831;
    private static final int CHECKED = SIZE - Integer.BYTES;

    /// What a frame says.
    enum Kind {
        /// A payload follows that belongs at the address.
        DATA(1),
        /// The memory at the address is zero.
        ZERO(2),
        /// The round of that number ends here; the other side says it back when everything before is in its memory.
        ROUND(3),
        /// That many frames with data or zeros were sent over all connections; the other side says it back when all are in its memory, and
        /// the guest there knows it.
        FINISH(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind of(int code) throws ProtocolException {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new ProtocolException("a frame of unknown kind " + code);
        }
    }

    void write(ByteBuffer to) {
        var start = to.position();
        to.putInt(MAGIC).putInt(kind.code).putLong(sequence).putLong(address).putInt(length).putInt(checksum).putInt(0);
        to.putInt(checksumOf(to.slice(start, CHECKED)));
    }

    /// @throws ProtocolException if it is damaged, or not one
    static Frame read(ByteBuffer from) throws ProtocolException {
        var start = from.position();
        if (from.getInt(start + CHECKED) != checksumOf(from.slice(start, CHECKED)) || from.getInt() != MAGIC) {
            throw new ProtocolException("checksum mismatch: a frame was damaged on the way");
        }
        var frame = new Frame(Kind.of(from.getInt()), from.getLong(), from.getLong(), from.getInt(), from.getInt());
        from.position(start + SIZE);
        return frame;
    }

    static int checksumOf(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
