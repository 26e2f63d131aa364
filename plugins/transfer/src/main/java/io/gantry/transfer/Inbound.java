package io.gantry.transfer;

import io.gantry.memory.GuestMemory;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/// The receiving end of one connection. Payloads go from the socket to where they belong; what the socket gives beyond a payload waits in a
/// small buffer, which saves a system call for each header.
final class Inbound {
    private static final int ROOM = 1 << 15;
    private static final Limit NO_LIMIT = new Limit(0);

    private final Wire wire;
    private final GuestMemory memory;
    private final Arrival arrival;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM).limit(0);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(Frame.SIZE);
    private long sequence;
    private long answers;

    /// What all connections of a migration know together.
    interface Arrival {
        /// A frame with data or zeros has been put into the memory.
        void count();

        /// Nothing more comes. Returns when the guest knows that it is complete.
        ///
        /// @param frames that were sent
        void complete(long frames) throws IOException, InterruptedException;
    }

    Inbound(Wire wire, GuestMemory memory, Arrival arrival) {
        this.wire = wire;
        this.memory = memory;
        this.arrival = arrival;
    }

    /// Returns when the sender has been told that everything is there.
    void run() throws IOException, InterruptedException {
        while (true) {
            var frame = next();
            switch (frame.kind()) {
                case DATA -> data(frame);
                case ZERO -> {
                    place(frame);
                    memory.bytes().asSlice(frame.address(), frame.length()).fill((byte) 0);
                    arrival.count();
                }
                case ROUND -> reply(frame);
                case FINISH -> {
                    arrival.complete(frame.address());
                    reply(frame);
                    return;
                }
            }
        }
    }

    private Frame next() throws IOException, InterruptedException {
        while (buffer.remaining() < Frame.SIZE) {
            buffer.compact();
            wire.listen(buffer);
            buffer.flip();
        }
        var frame = Frame.read(buffer);
        if (frame.sequence() != sequence++) {
            throw new ProtocolException("a frame is missing before number " + frame.sequence());
        }
        return frame;
    }

    private void data(Frame frame) throws IOException, InterruptedException {
        var payload = place(frame);
        var here = Math.min(buffer.remaining(), payload.remaining());
        payload.put(buffer.slice(buffer.position(), here));
        buffer.position(buffer.position() + here);
        while (payload.hasRemaining()) {
            wire.read(payload, buffer.clear());
            buffer.flip();
        }
        if (Frame.checksumOf(payload.flip()) != frame.checksum()) {
            throw new ProtocolException(
                    "checksum mismatch: the data for address " + frame.address() + " was damaged on the way");
        }
        arrival.count();
    }

    /// Where the frame belongs, if that is in the memory at all.
    private ByteBuffer place(Frame frame) throws ProtocolException {
        var size = memory.bytes().byteSize();
        if (frame.length() <= 0 || frame.length() > Frame.LONGEST || frame.address() < 0
                || frame.address() > size - frame.length()) {
            throw new ProtocolException("a frame does not fit into the memory of " + size + " bytes: " + frame);
        }
        return memory.bytes().asSlice(frame.address(), frame.length()).asByteBuffer();
    }

    private void reply(Frame frame) throws IOException, InterruptedException {
        new Frame(frame.kind(), answers++, frame.address(), 0, 0).write(answer.clear());
        wire.write(answer.flip(), NO_LIMIT);
    }
}
