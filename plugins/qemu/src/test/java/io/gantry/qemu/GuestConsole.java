package io.gantry.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/// The console of the sample guest: what is asked there, the guest answers. Only lines written since it was opened are seen.
public final class GuestConsole implements AutoCloseable {
    private static final Pattern BEAT = Pattern.compile("BEAT (\\d+) bad=(\\d+)");

    private final SocketChannel channel;
    private final BufferedReader lines;

    /// @param host where the guest runs
    public GuestConsole(QemuHypervisor host) throws IOException, InterruptedException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress
                .of(Path.of(host.source(QemuHost.GUEST).control().getSchemeSpecificPart(), "console")));
        lines = new BufferedReader(Channels.newReader(channel, UTF_8));
    }

    /// The first line that is written from now on and begins so.
    public String line(String beginning) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(beginning)) {
                return line.strip();
            }
        }
        throw new AssertionError("the console was closed");
    }

    /// Tells the guest something, and returns its answer.
    public String ask(String command, String beginning) throws IOException {
        channel.write(ByteBuffer.wrap((command + "\n").getBytes(UTF_8)));
        return line(beginning);
    }

    /// The number of the guest's next heartbeat.
    public long beat() throws IOException {
        var beat = BEAT.matcher(line("BEAT "));
        assertTrue(beat.matches());
        return Long.parseLong(beat.group(1));
    }

    /// That the guest lives, finds the memory it leaves alone unchanged, and has found what it wrote each time it looked.
    public void check() throws IOException {
        var question = UUID.randomUUID().toString();
        assertEquals("SUM same " + question, ask("sum " + question, "SUM "));
        var beat = BEAT.matcher(line("BEAT "));
        assertTrue(beat.matches());
        assertEquals("0", beat.group(2));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
