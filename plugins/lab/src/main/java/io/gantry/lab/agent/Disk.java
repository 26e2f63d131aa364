package io.gantry.lab.agent;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/// The machine's disk. An image's first block is written last, so a disk that looks finished is finished.
record Disk(Path file, Mishaps mishaps) {
    private static final int BLOCK = 1 << 20;
    private static final int SECTOR = 512;

    /// Zeros at both ends, where partition tables stand.
    void wipeEnds() throws IOException {
        try (var channel = alone()) {
            wipeEnds(channel);
        }
    }

    /// Whoever tests looks for the file beside the disk that says that there were two writers.
    private FileChannel alone() throws IOException {
        var channel = FileChannel.open(file, READ, WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            Files.writeString(file.resolveSibling("two-writers"), Instant.now() + " " + ProcessHandle.current().pid());
            throw new IOException("another process writes on " + file);
        }
        return channel;
    }

    private static void wipeEnds(FileChannel channel) throws IOException {
        var edge = (int) Math.min(BLOCK, channel.size());
        put(channel, new byte[edge], edge, 0);
        put(channel, new byte[edge], edge, channel.size() - edge);
        channel.force(true);
    }

    /// Zeros everywhere. What is zero already is only read, so a disk that is a sparse file stays one.
    void wipe(Command.Tally tally) throws IOException, InterruptedException {
        var zeros = new byte[BLOCK];
        var block = new byte[BLOCK];
        try (var channel = alone()) {
            var size = channel.size();
            for (var at = 0L; at < size; at += BLOCK) {
                mishaps.at("write", (int) (at * 100 / size));
                var length = (int) Math.min(BLOCK, size - at);
                get(channel, block, length, at);
                if (!Arrays.equals(block, 0, length, zeros, 0, length)) {
                    put(channel, zeros, length, at);
                }
                tally.at("erase", at + length, size);
            }
            channel.force(true);
        }
    }

    /// Makes the disk a copy of what is read, provided that this ends without an exception.
    ///
    /// @param total how many bytes come; 0 if that is not known
    /// @return how many bytes came
    long write(InputStream in, long total, Command.Tally tally) throws IOException, InterruptedException {
        try (var channel = alone()) {
            wipeEnds(channel);
            var first = in.readNBytes((int) Math.min(BLOCK, channel.size()));
            var block = new byte[BLOCK];
            var at = (long) first.length;
            for (var read = in.readNBytes(block, 0, BLOCK); read > 0; read = in.readNBytes(block, 0, BLOCK)) {
                if (at + read > channel.size()) {
                    throw AgentError.write("the image has more than the " + channel.size() + " bytes of disk " + file,
                            null);
                }
                mishaps.at("write", total == 0 ? 0 : (int) Math.min(100, at * 100 / total));
                put(channel, block, read, at);
                at += read;
                tally.at("write", at, Math.max(total, at));
            }
            channel.force(true);
            mishaps.at("finish");
            finish(channel, first);
            tally.at("write", at, at);
            return at;
        }
    }

    /// Takes parts of an image in any order.
    interface Pieces {
        /// @param at where on the disk they go
        void put(byte[] bytes, int length, long at) throws IOException, InterruptedException;
    }

    /// What has an image in parts.
    interface Parts {
        void onto(Pieces pieces) throws IOException, InterruptedException;
    }

    /// The same for an image that comes in parts.
    ///
    /// @param size of the image
    void write(Parts parts, long size, Command.Tally tally) throws IOException, InterruptedException {
        try (var channel = alone()) {
            if (size > channel.size()) {
                throw AgentError.write("the image has more than the " + channel.size() + " bytes of disk " + file,
                        null);
            }
            wipeEnds(channel);
            var first = new byte[(int) Math.min(BLOCK, size)];
            var done = new long[1];
            parts.onto((bytes, length, at) -> {
                var early = (int) Math.max(0, Math.min(length, first.length - at));
                System.arraycopy(bytes, 0, first, (int) Math.min(at, first.length), early);
                putUnlessThere(channel, Arrays.copyOfRange(bytes, early, length), at + early);
                if ((done[0] ^ (done[0] + length)) >= BLOCK) {
                    mishaps.at("write", (int) Math.min(100, done[0] * 100 / size));
                }
                done[0] += length;
                tally.at("write", done[0], size);
            });
            channel.force(true);
            mishaps.at("finish");
            finish(channel, first);
            tally.at("write", size, size);
        }
    }

    /// Zeros that are there already are not written, so a disk that is a sparse file stays one.
    private static void putUnlessThere(FileChannel channel, byte[] bytes, long at) throws IOException {
        var there = new byte[bytes.length];
        get(channel, there, there.length, at);
        if (!Arrays.equals(bytes, there)) {
            put(channel, bytes, bytes.length, at);
        }
    }

    /// The sector with the boot code and the partition table is the very last.
    private static void finish(FileChannel channel, byte[] first) throws IOException {
        var start = Math.min(SECTOR, first.length);
        put(channel, Arrays.copyOfRange(first, start, first.length), first.length - start, start);
        channel.force(true);
        put(channel, first, start, 0);
        channel.force(true);
    }

    /// @return where it begins
    long writeNearTheEnd(byte[] bytes) throws IOException {
        try (var channel = alone()) {
            var at = (channel.size() - BLOCK - bytes.length) / BLOCK * BLOCK;
            if (at < BLOCK) {
                throw AgentError.write("disk " + file + " has no room for " + bytes.length + " bytes more", null);
            }
            put(channel, bytes, bytes.length, at);
            channel.force(true);
            return at;
        }
    }

    /// Whether its first sector ends as those do that begin a partition table.
    boolean isPartitioned() throws IOException {
        var sector = new byte[SECTOR];
        try (var channel = FileChannel.open(file, READ)) {
            get(channel, sector, (int) Math.min(SECTOR, channel.size()), 0);
        }
        return sector[510] == 0x55 && sector[511] == (byte) 0xaa;
    }

    long size() throws IOException {
        try (var channel = FileChannel.open(file, READ)) {
            return channel.size();
        }
    }

    private static void get(FileChannel channel, byte[] bytes, int length, long position) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the disk ended at byte " + (position + buffer.position()));
            }
        }
    }

    private static void put(FileChannel channel, byte[] bytes, int length, long position) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }
}
