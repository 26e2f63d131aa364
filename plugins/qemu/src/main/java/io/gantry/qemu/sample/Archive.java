package io.gantry.qemu.sample;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/// Writes what Linux unpacks as its first file system: cpio in its form `newc`.
final class Archive implements AutoCloseable {
    private static final int DIRECTORY = 0040755;
    private static final int FILE = 0100755;
    private static final int LINK = 0120777;
    private static final int ROUND = 4;

    private final OutputStream out;
    private int numbers;
    private long written;

    Archive(OutputStream out) {
        this.out = out;
    }

    void directory(String path) throws IOException {
        entry(path, DIRECTORY, new byte[0]);
    }

    /// One that can be run.
    void file(String path, byte[] content) throws IOException {
        entry(path, FILE, content);
    }

    void link(String path, String to) throws IOException {
        entry(path, LINK, to.getBytes(US_ASCII));
    }

    private void entry(String path, int mode, byte[] content) throws IOException {
        var name = path.getBytes(US_ASCII);
        numbers++;
        write("070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x".formatted(numbers, mode, 0, 0, 1, 0,
                content.length, 0, 0, 0, 0, name.length + 1, 0).getBytes(US_ASCII));
        write(name);
        write(new byte[1]);
        pad();
        write(content);
        pad();
    }

    private void pad() throws IOException {
        write(new byte[(int) ((ROUND - written % ROUND) % ROUND)]);
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    @Override
    public void close() throws IOException {
        entry("TRAILER!!!", 0, new byte[0]);
        out.close();
    }
}
