package io.gantry.lab.guest;

import io.gantry.memory.DirtyPages;
import io.gantry.memory.GuestMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// The program of a lab guest: it notices every write that gets lost on the way to another host.
///
/// Write n goes to page n modulo the number of slots and looks first whether write n minus the number of slots is still there; if not, a
/// write was lost and is counted for ever. All it knows, its counters included, is in the guest's memory, and so moves with it.
final class Ledger {
    /// Page of the first slot; the page before it holds the registers.
    static final int FIRST_SLOT = 1;

    private static final long MAGIC = 0x6c65646765723031L;
    private static final int LAST_WORD = GuestMemory.PAGE - Long.BYTES;
    private static final int WORDS_A_PAGE = GuestMemory.PAGE / Long.BYTES;

    /// One word each, in the first page.
    private enum Register {
        MAGIC(0), SLOTS(8), RATE(16), WRITES(24), CHECKED(32), LOST(40), UPTIME_NANOS(48);

        private final long address;

        Register(long address) {
            this.address = address;
        }
    }

    private final MemorySegment memory;
    private final DirtyPages dirty;

    Ledger(GuestMemory memory) {
        this.memory = memory.bytes();
        this.dirty = memory.dirty();
    }

    /// Fills fresh memory as it is when the guest has just been switched on.
    void initialise(GuestSettings settings) {
        var random = new SplittableRandom(settings.memoryBytes());
        var content = new long[WORDS_A_PAGE];
        for (var page = (long) FIRST_SLOT; page < settings.memoryBytes() / GuestMemory.PAGE; page++) {
            if (random.nextInt(100) >= settings.fill()) {
                continue;
            }
            for (var word = 1; word < WORDS_A_PAGE - 1; word++) {
                content[word] = random.nextLong();
            }
            MemorySegment.copy(content, 0, memory, ValueLayout.JAVA_LONG, page * GuestMemory.PAGE, WORDS_A_PAGE);
            dirty.set(page);
        }
        set(Register.SLOTS, settings.slots());
        set(Register.RATE, settings.rate());
        set(Register.MAGIC, MAGIC);
        dirty.set(0);
    }

    /// Whether the memory holds a ledger that can go on.
    boolean present() {
        return get(Register.MAGIC) == MAGIC && get(Register.RATE) > 0 && get(Register.SLOTS) > 0
                && get(Register.SLOTS) + FIRST_SLOT <= memory.byteSize() / GuestMemory.PAGE;
    }

    /// Writes wanted in a second.
    long rate() {
        return get(Register.RATE);
    }

    /// Makes the next writes.
    void write(int count) {
        var slots = get(Register.SLOTS);
        var first = get(Register.WRITES);
        var lost = 0L;
        for (var number = first; number < first + count; number++) {
            var page = FIRST_SLOT + number % slots;
            var address = page * GuestMemory.PAGE;
            if (!holds(address, number - slots)) {
                lost++;
            }
            memory.set(ValueLayout.JAVA_LONG, address, number + 1);
            memory.set(ValueLayout.JAVA_LONG, address + LAST_WORD, mix(number));
            dirty.set(page);
        }
        set(Register.WRITES, first + count);
        set(Register.CHECKED, get(Register.CHECKED) + count);
        set(Register.LOST, get(Register.LOST) + lost);
        dirty.set(0);
    }

    /// Adds to the time that the guest has run.
    void ran(long nanos) {
        set(Register.UPTIME_NANOS, get(Register.UPTIME_NANOS) + nanos);
        dirty.set(0);
    }

    /// For [io.gantry.memory.GuestReport].
    Map<String, Long> counters() {
        var counters = new LinkedHashMap<String, Long>();
        counters.put("writes", get(Register.WRITES));
        counters.put("checked", get(Register.CHECKED));
        counters.put("lost", get(Register.LOST));
        counters.put("uptime-ms", TimeUnit.NANOSECONDS.toMillis(get(Register.UPTIME_NANOS)));
        return counters;
    }

    /// Whether the page holds what write `number` left there; before the first write to it, nothing.
    private boolean holds(long address, long number) {
        var start = memory.get(ValueLayout.JAVA_LONG, address);
        var end = memory.get(ValueLayout.JAVA_LONG, address + LAST_WORD);
        return number < 0 ? start == 0 && end == 0 : start == number + 1 && end == mix(number);
    }

    private static long mix(long number) {
        var mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        return ~(mixed ^ mixed >>> 27);
    }

    private long get(Register register) {
        return memory.get(ValueLayout.JAVA_LONG, register.address);
    }

    private void set(Register register, long value) {
        memory.set(ValueLayout.JAVA_LONG, register.address, value);
    }
}
