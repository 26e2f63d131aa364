package io.gantry.lab.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverContext;
import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.guest.GuestSpec;
import io.gantry.api.guest.GuestStatus.State;
import io.gantry.memory.GuestControl;
import io.gantry.memory.GuestDirectory;
import io.gantry.tck.HypervisorContract;
import io.gantry.tck.MemoryProofContract;
import io.gantry.tck.MigratableContract;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabHypervisorTest extends HypervisorContract<LabHypervisor> {
    private static final GuestSpec GUEST = new GuestSpec("g-1.x", 4 << 20, Map.of("dirty-region", "1", "rate", "5000"));

    private static LabHypervisor lab(DriverContext context) {
        return new LabHypervisor(new LabHypervisor.Options("127.0.0.1", Optional.empty(), 0, List.of()), context);
    }

    private static GuestDirectory directory(LabHypervisor driver) throws Exception {
        return GuestDirectory.at(driver.source(GUEST.name()).control());
    }

    @Override
    protected Class<LabHypervisor> driver() {
        return LabHypervisor.class;
    }

    @Override
    protected LabHypervisor open(DriverContext context) {
        return lab(context);
    }

    @Override
    protected GuestSpec guest() {
        return GUEST;
    }

    @Nested
    class AsMigratable extends MigratableContract<LabHypervisor> {
        @Override
        protected LabHypervisor open(DriverContext context) {
            return lab(context);
        }

        @Override
        protected GuestSpec guest() {
            return GUEST;
        }
    }

    @Nested
    class AsMemoryProof extends MemoryProofContract<LabHypervisor> {
        @Override
        protected LabHypervisor open(DriverContext context) {
            return lab(context);
        }

        @Override
        protected GuestSpec guest() {
            return GUEST;
        }
    }

    @Test
    void aGuestWhoseProcessDiedIsStoppedAndCanStartAgain() throws Exception {
        var driver = open();
        driver.define(GUEST);
        driver.start(GUEST.name());
        var directory = directory(driver);
        var process = ProcessHandle.of(Long.parseLong(Files.readString(directory.pid()))).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertEquals(State.STOPPED, driver.guests().getFirst().state());
        driver.start(GUEST.name());
        assertEquals(State.RUNNING, driver.guests().getFirst().state());
    }

    @Test
    void itCountsWhatItHasPromised() throws Exception {
        var driver = open();
        var before = driver.capacity();
        driver.define(GUEST);
        var after = driver.capacity();
        assertEquals(0, before.promisedMemoryBytes());
        assertEquals(GUEST.memoryBytes(), after.promisedMemoryBytes());
        assertTrue(after.memoryBytes() > after.promisedMemoryBytes(), after.toString());
    }

    @Test
    void onlyItsOwnerComesNearAGuest() throws Exception {
        var driver = open();
        driver.define(GUEST);
        driver.start(GUEST.name());
        var directory = directory(driver);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.memory())));
    }

    @Test
    void nothingIsLeftOfAGuestThatIsRemoved() throws Exception {
        var driver = open();
        driver.define(GUEST);
        driver.start(GUEST.name());
        var directory = directory(driver);
        driver.remove(GUEST.name());
        assertTrue(Files.notExists(directory.path()));
    }

    @Test
    void aThrottledGuestWritesLessUntilItIsResumed() throws Exception {
        var driver = open();
        driver.define(GUEST);
        driver.start(GUEST.name());
        var control = new GuestControl(directory(driver), Duration.ofSeconds(5));
        control.throttle(99);
        assertTrue(writesDuring(control, 400) < 200);
        driver.resume(GUEST.name());
        assertTrue(writesDuring(control, 400) > 500);
    }

    private static long writesDuring(GuestControl control, long uptimeMillis) throws Exception {
        var end = counter(control, "uptime-ms") + uptimeMillis;
        var before = counter(control, "writes");
        while (counter(control, "uptime-ms") < end) {
            Thread.onSpinWait();
        }
        return counter(control, "writes") - before;
    }

    private static long counter(GuestControl control, String name) throws Exception {
        return control.status().counters().getOrDefault(name, 0L);
    }

    @Test
    void aGuestObeysOthersWhateverAHostileOneSends() throws Exception {
        var driver = open();
        driver.define(GUEST);
        driver.start(GUEST.name());
        var directory = directory(driver);
        var random = new Random(1);
        var silent = new ArrayList<SocketChannel>();
        for (var i = 0; i < 20; i++) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(directory.control()));
            var noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            channel.write(ByteBuffer.wrap(noise));
            silent.add(channel);
        }
        for (var line : new String[]{"", " ", "throttle", "throttle 100", "throttle -1", "throttle 1 2", "PAUSE",
                "pause\u0000", "x".repeat(5000),
                "arrived", "claim", "status now"}) {
            try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(directory.control()));
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
                var answer = ByteBuffer.allocate(1000);
                channel.read(answer);
                assertTrue(new String(answer.array(), StandardCharsets.UTF_8).startsWith("refused "), line);
            } catch (IOException e) {
                assertTrue(line.length() > 60, line);
            }
        }
        driver.pause(GUEST.name());
        assertEquals(State.PAUSED, driver.guests().getFirst().state());
        for (var channel : silent) {
            channel.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"rate,0", "rate,fast", "rate,10000001", "fill,101", "fill,-1", "dirty-region,5", "program,solitaire",
            "colour,red"})
    void refusesAPropertyThatMakesNoSense(String key, String value) throws Exception {
        var refusal = assertThrows(DriverException.class,
                () -> open().define(new GuestSpec(GUEST.name(), GUEST.memoryBytes(), Map.of(key, value))));
        assertEquals(Kind.INVALID, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains(key), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"../g,4194304", "'',4194304", "g,4194305", "g,0", "g,-4096"})
    void refusesAGuestThatCannotBe(String name, long bytes) throws Exception {
        var refusal = assertThrows(DriverException.class, () -> open().define(new GuestSpec(name, bytes, Map.of())));
        assertEquals(Kind.INVALID, refusal.kind());
    }
}
