package io.gantry.lab.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Where in a file of the format qcow2 the parts of a disk lie. What it takes to know that, the header and the tables, is read first; then the file can be
/// written to a disk in the order in which it comes.
///
/// @param size of the disk
/// @param cluster bytes of a part
/// @param extents by their place in the file
/// @param holes where on the disk clusters of zeros begin
record Qcow2(long size, int cluster, List<Extent> extents, List<Long> holes) {
    /// One part.
    ///
    /// @param at where it is in the file
    /// @param length how many bytes that takes; for compressed ones it may be too many
    /// @param target where it is on the disk
    record Extent(long at, int length, long target, boolean compressed) {}

    /// Where the file can be read from any place.
    interface Place {
        InputStream from(long position) throws IOException;
    }

    private static final int MAGIC = 0x514649fb;
    private static final int HEADER = 112;
    private static final int SECTOR = 512;
    private static final int MOST_TABLES = 1 << 18;
    private static final long OFFSET = 0x00fffffffffffe00L;
    private static final long COMPRESSED = 1L << 62;
    /// Of the features without which a file cannot be read, the one that does not matter: that it was not closed well.
    private static final long DIRTY = 1;

    static Qcow2 read(Place file) throws IOException {
        var header = bytes(file, 0, HEADER);
        var bits = header.getInt(20);
        var features = header.getInt(4) >= 3 ? header.getLong(72) & ~DIRTY : 0;
        if (header.getInt(0) != MAGIC || header.getLong(8) != 0 || header.getInt(32) != 0 || features != 0) {
            throw AgentError.write(
                    "the image is not qcow2, or is encrypted, damaged, compressed with zstd, or has its data in another file",
                    null);
        }
        var tables = header.getInt(36);
        if (bits < 9 || bits > 21 || tables < 0 || tables > MOST_TABLES) {
            throw AgentError.write("the header of the qcow2 image is damaged", null);
        }
        var found = new Qcow2(header.getLong(24), 1 << bits, new ArrayList<>(), new ArrayList<>());
        var first = bytes(file, header.getLong(40), tables * Long.BYTES);
        for (var table = 0; table < tables; table++) {
            var offset = first.getLong(table * Long.BYTES) & OFFSET;
            var base = ((long) table * found.cluster / Long.BYTES) * found.cluster;
            var second = offset == 0 ? ByteBuffer.allocate(found.cluster) : bytes(file, offset, found.cluster);
            found.add(second, base, bits);
        }
        found.extents.sort(Comparator.comparingLong(Extent::at));
        return found;
    }

    private static ByteBuffer bytes(Place file, long from, int length) throws IOException {
        try (var in = file.from(from)) {
            var bytes = in.readNBytes(length);
            return ByteBuffer.wrap(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
        }
    }

    private void add(ByteBuffer table, long base, int bits) {
        for (var entry = 0; entry < cluster / Long.BYTES; entry++) {
            var target = base + (long) entry * cluster;
            if (target >= size) {
                return;
            }
            var value = table.getLong(entry * Long.BYTES);
            if ((value & COMPRESSED) != 0) {
                var split = 62 - (bits - 8);
                var at = value & ((1L << split) - 1);
                var sectors = ((value & (COMPRESSED - 1)) >>> split) + 1;
                extents.add(new Extent(at, (int) (sectors * SECTOR - (at & (SECTOR - 1))), target, true));
            } else if ((value & OFFSET) == 0 || (value & 1) != 0) {
                holes.add(target);
            } else {
                extents.add(new Extent(value & OFFSET, cluster, target, false));
            }
        }
    }

    /// How many bytes of the disk the cluster there has; the last one may be cut.
    int lengthAt(long target) {
        return (int) Math.min(cluster, size - target);
    }
}
