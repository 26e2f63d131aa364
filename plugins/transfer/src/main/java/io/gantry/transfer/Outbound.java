package io.gantry.transfer;

import io.gantry.memory.DirtyPages;
import io.gantry.memory.GuestMemory;
import io.gantry.transfer.Frame.Kind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// The sending end of one connection.
///
/// Pages are copied into a small buffer before their checksum is taken, because the guest may write to them between that and the sending;
/// the buffer stays in the processor's cache, and collects scattered pages so that they cost no system call each.
final class Outbound {
    private static final MemorySegment ZEROS = MemorySegment.ofArray(new byte[GuestMemory.PAGE]);
    private static final int ROOM = Frame.LONGEST + DirtyPages.PAGES_A_WORD * Frame.SIZE;

    /// What one connection did in a round.
    ///
    /// @param looked bytes of memory it took care of
    /// @param zero bytes of these that it did not have to send
    record Share(long looked, long zero) {}

    private final Wire wire;
    private final Limit limit;
    private final GuestMemory memory;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(ROOM);
    private final MemorySegment staging = MemorySegment.ofBuffer(buffer);
    private long sequence;
    private long answers;
    private long frames;
    private long looked;
    private long zero;

    Outbound(Wire wire, Limit limit, GuestMemory memory) {
        this.wire = wire;
        this.limit = limit;
        this.memory = memory;
    }

    /// Copies one word's worth of pages after the other until none is left, then sees them all arrive.
    ///
    /// @param cursor the next word, shared by all connections, so that a slow one holds up nobody
    Share round(int number, AtomicLong cursor) throws IOException, InterruptedException {
        looked = 0;
        zero = 0;
        var dirty = memory.dirty();
        for (var word = cursor.getAndIncrement(); word < dirty.words(); word = cursor.getAndIncrement()) {
            var written = dirty.take(word);
            copy(word * DirtyPages.PAGES_A_WORD, number == 1 ? dirty.all(word) : written, number == 1);
        }
        exchange(Kind.ROUND, number);
        return new Share(looked, zero);
    }

    /// Has the other side confirm that everything is there.
    ///
    /// @param all frames of all connections
    void finish(long all) throws IOException, InterruptedException {
        exchange(Kind.FINISH, all);
    }

    /// Frames with data or zeros sent so far.
    long frames() {
        return frames;
    }

    Wire wire() {
        return wire;
    }

    /// @param pages one bit for each of the pages from `first` on
    private void copy(long first, long pages, boolean fresh) throws IOException, InterruptedException {
        looked += (long) Long.bitCount(pages) * GuestMemory.PAGE;
        var page = 0;
        while (page < DirtyPages.PAGES_A_WORD) {
            if ((pages >>> page & 1) == 0) {
                page++;
                continue;
            }
            var start = page;
            var empty = isZero(first + start);
            while (page < DirtyPages.PAGES_A_WORD && (pages >>> page & 1) == 1 && isZero(first + page) == empty) {
                page++;
            }
            send((first + start) * GuestMemory.PAGE, (page - start) * GuestMemory.PAGE, empty, fresh);
        }
    }

    private void send(long address, int length, boolean empty, boolean fresh) throws IOException, InterruptedException {
        if (empty) {
            zero += length;
        }
        if (empty && fresh) {
            return;
        }
        if (buffer.remaining() < Frame.SIZE + (empty ? 0 : length)) {
            flush();
        }
        frames++;
        if (empty) {
            new Frame(Kind.ZERO, sequence++, address, length, 0).write(buffer);
            return;
        }
        var start = buffer.position() + Frame.SIZE;
        MemorySegment.copy(memory.bytes(), address, staging, start, length);
        new Frame(Kind.DATA, sequence++, address, length, Frame.checksumOf(buffer.slice(start, length))).write(buffer);
        buffer.position(start + length);
    }

    private boolean isZero(long page) {
        var address = page * GuestMemory.PAGE;
        return MemorySegment.mismatch(memory.bytes(), address, address + GuestMemory.PAGE, ZEROS, 0,
                GuestMemory.PAGE) < 0;
    }

    private void exchange(Kind kind, long value) throws IOException, InterruptedException {
        if (buffer.remaining() < Frame.SIZE) {
            flush();
        }
        new Frame(kind, sequence++, value, 0, 0).write(buffer);
        flush();
        var answer = buffer.slice(0, Frame.SIZE);
        while (answer.hasRemaining()) {
            wire.read(answer);
        }
        var frame = Frame.read(answer.flip());
        if (!frame.equals(new Frame(kind, answers++, value, 0, 0))) {
            throw new ProtocolException("the other side answered " + frame + " to " + kind + " " + value);
        }
    }

    private void flush() throws IOException, InterruptedException {
        wire.write(buffer.flip(), limit);
        buffer.clear();
    }
}
