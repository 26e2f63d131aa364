package io.gantry.lab.guest;

import io.gantry.memory.GuestMemory;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What a lab guest is made of, checked.
///
/// @param memoryBytes its memory
/// @param slots pages its program writes to, one after the other, again and again
/// @param rate pages its program writes in a second
/// @param fill hundredths of its memory that hold random bytes at the start; the rest is zero
public record GuestSettings(long memoryBytes, long slots, int rate, int fill) {
    private static final Set<String> KEYS = Set.of("program", "dirty-region", "rate", "fill");
    private static final long PAGES_A_MEBIBYTE = (1 << 20) / GuestMemory.PAGE;
    private static final int LARGEST_RATE = 10_000_000;
    private static final long SMALLEST_MEMORY = 1 << 20;
    private static final long LARGEST_MEMORY = 1L << 40;

    /// From what the operator wrote.
    ///
    /// @throws IllegalArgumentException with one sentence that names the property and what it may be
    public static GuestSettings of(long memoryBytes, Map<String, String> properties) {
        if (memoryBytes < SMALLEST_MEMORY || memoryBytes > LARGEST_MEMORY || memoryBytes % GuestMemory.PAGE != 0) {
            throw new IllegalArgumentException(
                    "a lab guest has from 1 MiB to 1 TiB of memory in pages of 4096 bytes, not " + memoryBytes
                            + " bytes");
        }
        var unknown = new HashSet<>(properties.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "a lab guest knows the properties program, dirty-region, rate and fill, not "
                            + String.join(", ", unknown.stream().sorted().toList()));
        }
        var program = properties.getOrDefault("program", "ledger");
        if (!program.equals("ledger")) {
            throw new IllegalArgumentException("the only program of a lab guest is ledger, not " + program);
        }
        var pages = memoryBytes / GuestMemory.PAGE;
        var mebibytes = number(properties, "dirty-region", (int) Math.max(1, pages / PAGES_A_MEBIBYTE / 4), 1,
                (int) (pages / PAGES_A_MEBIBYTE));
        return new GuestSettings(memoryBytes, Math.min(mebibytes * PAGES_A_MEBIBYTE, pages - Ledger.FIRST_SLOT),
                number(properties, "rate", 1000, 1, LARGEST_RATE), number(properties, "fill", 50, 0, 100));
    }

    private static int number(Map<String, String> properties, String key, int fallback, int least, int most) {
        var text = properties.getOrDefault(key, Integer.toString(fallback));
        try {
            var value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw new IllegalArgumentException(key + " is a whole number from " + least + " to " + most + ", not " + text);
    }
}
