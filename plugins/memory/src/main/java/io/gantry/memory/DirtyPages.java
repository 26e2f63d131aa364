package io.gantry.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// One bit for each page of a guest's memory, shared between the guest that sets them and a sender that takes them.
///
/// The guest writes to the page first and sets its bit afterwards; the sender takes the bit first and reads the page afterwards. Both are
/// full fences, so a page whose bit is clear has been read as it is.
public final class DirtyPages {
    /// Pages that one word of the bitmap stands for.
    public static final int PAGES_A_WORD = Long.SIZE;

    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment bits;
    private final long pages;

    DirtyPages(MemorySegment bits, long pages) {
        this.bits = bits;
        this.pages = pages;
    }

    /// Bytes a bitmap for so many pages takes.
    static long bytes(long pages) {
        return words(pages) * Long.BYTES;
    }

    private static long words(long pages) {
        return Math.ceilDiv(pages, PAGES_A_WORD);
    }

    /// How many words there are.
    public long words() {
        return words(pages);
    }

    /// Says that the page has been written.
    public void set(long page) {
        WORD.getAndBitwiseOr(bits, page / PAGES_A_WORD * Long.BYTES, 1L << page);
    }

    /// Takes one word and leaves zero.
    public long take(long word) {
        return (long) WORD.getAndSet(bits, word * Long.BYTES, 0L);
    }

    /// A word in which every page that exists is set.
    public long all(long word) {
        var rest = pages - word * PAGES_A_WORD;
        return rest >= PAGES_A_WORD ? -1L : (1L << rest) - 1;
    }

    /// How many pages are set now.
    public long count() {
        var count = 0L;
        for (var word = 0L; word < words(); word++) {
            count += Long.bitCount((long) WORD.getVolatile(bits, word * Long.BYTES));
        }
        return count;
    }
}
