package io.gantry.lab.agent;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.GZIPInputStream;

/// Compressed bytes, unpacked as they come. gzip is Java's own; zstd and xz are left to the programs of those names, as a ramdisk has them.
final class Unpacked extends FilterInputStream {
    private static final int BLOCK = 1 << 16;

    private final Process process;
    private final FutureTask<Long> feeding;
    private final String program;

    private Unpacked(Process process, FutureTask<Long> feeding, String program) {
        super(process.getInputStream());
        this.process = process;
        this.feeding = feeding;
        this.program = program;
    }

    /// The bytes themselves if they are not compressed.
    static InputStream of(InputStream packed) throws IOException {
        var in = new BufferedInputStream(packed, BLOCK);
        in.mark(BLOCK);
        var start = HexFormat.of().formatHex(in.readNBytes(6));
        in.reset();
        if (start.startsWith("1f8b")) {
            return new GZIPInputStream(in, BLOCK);
        }
        return program(start).isPresent() ? through(program(start).get(), in) : in;
    }

    private static Optional<String> program(String start) {
        return start.startsWith("28b52ffd")
                ? Optional.of("zstd")
                : start.startsWith("fd377a585a00") ? Optional.of("xz") : Optional.empty();
    }

    private static InputStream through(String program, InputStream in) throws IOException {
        try {
            var process = new ProcessBuilder(List.of(program, "-dc")).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var feeding = new FutureTask<>(() -> {
                try (var out = process.getOutputStream()) {
                    return in.transferTo(out);
                } finally {
                    process.getOutputStream().close();
                }
            });
            Thread.ofPlatform().name(program).daemon().start(feeding);
            return new Unpacked(process, feeding, program);
        } catch (IOException missing) {
            throw AgentError.write("the image is compressed with " + program + ", and there is no such program here",
                    missing);
        }
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int most) throws IOException {
        var read = in.read(buffer, offset, most);
        if (read < 0) {
            end();
        }
        return read;
    }

    /// The program's output also ends when its input broke off.
    private void end() throws IOException {
        try {
            var code = process.waitFor();
            if (code != 0) {
                feeding.get();
                throw new IOException(program + " ended with code " + code + ": the image is damaged");
            }
            feeding.get();
        } catch (ExecutionException broken) {
            switch (broken.getCause()) {
                case IOException cause -> throw cause;
                case AgentError cause -> throw cause;
                case null, default -> throw new IOException(broken);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        super.close();
    }
}
