package io.gantry.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A guest's memory and its bitmap, mapped so that every process that opens them sees the same bytes.
public final class GuestMemory implements AutoCloseable {
    /// Bytes in a page.
    public static final int PAGE = 4096;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;
    private final DirtyPages dirty;

    private GuestMemory(GuestDirectory directory) throws IOException {
        bytes = map(directory.memory());
        dirty = new DirtyPages(map(directory.dirty()), pages());
    }

    /// Makes memory that is all zero, and a bitmap that is all clear.
    ///
    /// @param bytes a positive multiple of [#PAGE]
    public static void create(GuestDirectory directory, long bytes) throws IOException {
        make(directory.memory(), bytes);
        make(directory.dirty(), DirtyPages.bytes(bytes / PAGE));
    }

    /// Maps what [#create] made.
    public static GuestMemory open(GuestDirectory directory) throws IOException {
        return new GuestMemory(directory);
    }

    private static void make(Path file, long bytes) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE), owner)) {
            channel.write(ByteBuffer.allocate(1), bytes - 1);
        }
    }

    private MemorySegment map(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(MapMode.READ_WRITE, 0, channel.size(), arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// The memory, from the guest's address 0 on.
    public MemorySegment bytes() {
        return bytes;
    }

    /// Which pages were written.
    public DirtyPages dirty() {
        return dirty;
    }

    /// How many pages there are.
    public long pages() {
        return bytes.byteSize() / PAGE;
    }

    /// Unmaps; whoever still reads or writes through [#bytes] must have ended.
    @Override
    public void close() {
        arena.close();
    }
}
