package io.gantry.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.secret.Secret;
import io.gantry.memory.GuestDirectory;
import io.gantry.memory.GuestMemory;
import io.gantry.transfer.Proxy.Deed;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sender and receiver without guests: what passes between them, and what happens when it does not pass as it should.
class CopyingTest {
    private static final int BYTES = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();

    @TempDir
    Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private GuestMemory from;

    @SuppressWarnings("NullAway.Init")
    private GuestMemory to;

    private final AtomicInteger completions = new AtomicInteger();

    @BeforeEach
    void makeMemory() throws IOException {
        from = memory("a");
        to = memory("b");
    }

    @AfterEach
    void unmap() {
        from.close();
        to.close();
    }

    private GuestMemory memory(String name) throws IOException {
        var home = GuestDirectory.create(directory.resolve(name));
        GuestMemory.create(home, BYTES);
        return GuestMemory.open(home);
    }

    private void fillWithNoise() {
        var random = new Random(1);
        var noise = new byte[BYTES];
        random.nextBytes(noise);
        from.bytes().asByteBuffer().put(noise);
    }

    private Receiver receiver(int connections, Duration patience) throws IOException {
        return new Receiver(to, LOOPBACK, connections, patience, THREADS, completions::incrementAndGet);
    }

    private Sender sender(InetSocketAddress address, Hello hello, long bytesPerSecond, Duration patience)
            throws Exception {
        return Sender.connect(from, new InetSocketAddress(LOOPBACK, 0), address, hello, new Limit(bytesPerSecond),
                patience, THREADS);
    }

    private void assertIdentical() {
        assertEquals(-1, from.bytes().mismatch(to.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16})
    void bringsOverEverythingAndThenWhatWasWrittenSince(int connections) throws Exception {
        fillWithNoise();
        try (var receiver = receiver(connections, PATIENCE);
                var sender = sender(receiver.address(), receiver.hello(), 0, PATIENCE)) {
            assertEquals(BYTES, sender.round((_, _, _) -> {}).looked());
            assertIdentical();
            for (var page : new long[]{0, 63, 64, 700, 701, BYTES / GuestMemory.PAGE - 1}) {
                from.bytes().set(ValueLayout.JAVA_BYTE, page * GuestMemory.PAGE + 5, (byte) 7);
                from.dirty().set(page);
            }
            assertEquals(6 * GuestMemory.PAGE, sender.round((_, _, _) -> {}).looked());
            assertIdentical();
            assertEquals(0, completions.get());
            sender.finish();
            assertEquals(1, completions.get());
            receiver.end();
            assertTrue(receiver.failure().isEmpty());
        }
    }

    @Test
    void sendsNoZeroPageAtFirstAndTellsOfThoseThatBecomeZero() throws Exception {
        from.bytes().set(ValueLayout.JAVA_BYTE, 100L * GuestMemory.PAGE, (byte) 1);
        try (var receiver = receiver(1, PATIENCE);
                var sender = sender(receiver.address(), receiver.hello(), 0, PATIENCE)) {
            var first = sender.round((_, _, _) -> {});
            assertEquals(BYTES - GuestMemory.PAGE, first.zero());
            assertTrue(first.sent().getFirst() < 2 * GuestMemory.PAGE, first.toString());
            from.bytes().set(ValueLayout.JAVA_BYTE, 100L * GuestMemory.PAGE, (byte) 0);
            from.dirty().set(100);
            var second = sender.round((_, _, _) -> {});
            assertTrue(second.sent().getFirst() < GuestMemory.PAGE, second.toString());
            assertIdentical();
            receiver.end();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void keepsItsLimitOverAllConnectionsTogether(int connections) throws Exception {
        fillWithNoise();
        try (var receiver = receiver(connections, PATIENCE);
                var sender = sender(receiver.address(), receiver.hello(), 16 << 20, PATIENCE)) {
            var seconds = sender.round((_, _, _) -> {}).took().toNanos() / 1e9;
            // Faster would break the limit; slower is only a machine that has other things to do.
            assertTrue(seconds > 0.45 && seconds < 1.5, "took " + seconds + " s instead of 0.5");
            assertTrue(sender.wires().getFirst().stalled().toMillis() > 100);
            receiver.end();
        }
    }

    /// Bytes of the hello are not covered: damaged, it is no hello, and the connection is shown out.
    @ParameterizedTest
    @ValueSource(longs = {Hello.SIZE, Hello.SIZE + 5, Hello.SIZE + 12, Hello.SIZE + 20, Hello.SIZE + 26,
            Hello.SIZE + 30, Hello.SIZE + 39,
            Hello.SIZE + Frame.SIZE, 1_000_000, 4_000_000})
    void aByteThatIsDamagedOnTheWayIsNoticed(long place) throws Exception {
        fillWithNoise();
        try (var receiver = receiver(1, PATIENCE);
                var proxy = new Proxy(receiver.address(), Deed.FLIP, place);
                var sender = sender(proxy.address(), receiver.hello(), 0, PATIENCE)) {
            assertThrows(IOException.class, () -> sender.round((_, _, _) -> {}));
            receiver.end();
            var failure = assertInstanceOf(ProtocolException.class, receiver.failure().orElseThrow());
            assertTrue(String.valueOf(failure.getMessage()).contains("checksum mismatch"), failure.getMessage());
            assertEquals(0, completions.get());
        }
    }

    @Test
    void aConnectionThatBreaksTakesTheOthersWithIt() throws Exception {
        fillWithNoise();
        try (var receiver = receiver(4, PATIENCE);
                var proxy = new Proxy(receiver.address(), Deed.CUT, 1_000_000);
                var sender = sender(proxy.address(), receiver.hello(), 0, PATIENCE)) {
            assertThrows(IOException.class, () -> sender.round((_, _, _) -> {}));
            receiver.end();
            assertTrue(receiver.failure().isPresent());
        }
    }

    @Test
    void aConnectionThatStandsStillIsGivenUp() throws Exception {
        fillWithNoise();
        var patience = Duration.ofMillis(300);
        try (var receiver = receiver(2, patience);
                var proxy = new Proxy(receiver.address(), Deed.STALL, 1_000_000);
                var sender = sender(proxy.address(), receiver.hello(), 0, patience)) {
            var seen = assertThrows(IOException.class, () -> sender.round((_, _, _) -> {}));
            receiver.end();
            // Which end loses patience first is chance; the other one sees a closed connection.
            assertTrue(seen instanceof SocketTimeoutException
                    || receiver.failure().orElseThrow() instanceof SocketTimeoutException, seen.toString());
        }
    }

    @Test
    void whoDoesNotKnowTheTokenIsShownOutAndHoldsUpNobody() throws Exception {
        fillWithNoise();
        var random = new Random(2);
        try (var receiver = receiver(2, PATIENCE)) {
            var right = receiver.hello();
            var wrong = new Hello(new Secret(new byte[Hello.TOKEN]), 0, right.connections(), right.memoryBytes());
            try (var stranger = sender(receiver.address(), wrong, 0, PATIENCE)) {
                assertThrows(IOException.class, () -> stranger.round((_, _, _) -> {}));
            }
            for (var i = 0; i < 20; i++) {
                try (var noisy = new Socket(LOOPBACK, receiver.address().getPort())) {
                    var noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    noisy.getOutputStream().write(noise);
                }
            }
            try (var silent = new Socket(LOOPBACK, receiver.address().getPort());
                    var sender = sender(receiver.address(), right, 0, PATIENCE)) {
                assertTrue(silent.isConnected());
                sender.round((_, _, _) -> {});
                sender.finish();
            }
            receiver.end();
            assertTrue(receiver.failure().isEmpty(), receiver.failure().toString());
        }
        assertIdentical();
    }

    @Test
    void whoKnowsTheTokenStillCannotWriteElsewhere() throws Exception {
        for (var frame : Arrays.asList(new Frame(Frame.Kind.ZERO, 0, -4096, 4096, 0),
                new Frame(Frame.Kind.ZERO, 0, BYTES, 4096, 0),
                new Frame(Frame.Kind.ZERO, 0, Long.MAX_VALUE, 4096, 0), new Frame(Frame.Kind.DATA, 0, 0, -1, 0),
                new Frame(Frame.Kind.DATA, 0, 0, Frame.LONGEST + 1, 0), new Frame(Frame.Kind.DATA, 1, 0, 4096, 0),
                new Frame(Frame.Kind.FINISH, 0, 7, 0, 0))) {
            try (var receiver = receiver(1, PATIENCE);
                    var wire = Wire.connect(new InetSocketAddress(LOOPBACK, 0), receiver.address(), PATIENCE)) {
                wire.write(receiver.hello().bytes(), new Limit(0));
                var bytes = ByteBuffer.allocate(Frame.SIZE);
                frame.write(bytes);
                wire.write(bytes.flip(), new Limit(0));
                assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)), frame.toString());
                receiver.end();
                assertInstanceOf(ProtocolException.class, receiver.failure().orElseThrow(), frame.toString());
            }
        }
        assertEquals(0, completions.get());
    }
}
