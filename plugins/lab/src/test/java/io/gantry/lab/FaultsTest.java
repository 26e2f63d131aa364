package io.gantry.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.DriverException;
import io.gantry.api.DriverException.Kind;
import io.gantry.api.accelerator.Device;
import io.gantry.api.deploy.Deployment;
import io.gantry.api.deploy.Image;
import io.gantry.api.hardware.Node;
import io.gantry.api.hardware.Power;
import io.gantry.api.secret.Secret;
import io.gantry.api.secret.SecretId;
import io.gantry.tck.BareBench;
import io.gantry.tck.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    private static final SecretId ID = new SecretId("p", "s");

    @TempDir
    Path directory = Path.of("");

    @Test
    void aKindOfFailureIsThrownAndOtherCallsWork() throws Exception {
        var store = store("put:busy");
        assertEquals(Kind.BUSY, assertThrows(DriverException.class, () -> store.put(ID, secret())).kind());
        assertTrue(store.get(ID, "lab-unknown".getBytes(UTF_8)).isEmpty());
    }

    @Test
    void aCountEndsTheFault() throws Exception {
        var store = store("put:unreachable:2x");
        for (var i = 0; i < 2; i++) {
            assertEquals(Kind.UNREACHABLE, assertThrows(DriverException.class, () -> store.put(ID, secret())).kind());
        }
        assertEquals(Optional.of(secret()), store.get(ID, store.put(ID, secret())));
    }

    @Test
    void throwIsWhatNoDriverMayThrow() throws Exception {
        var store = store("put:throw");
        assertThrows(IllegalStateException.class, () -> store.put(ID, secret()));
    }

    @Test
    void nullIsAnswered() throws Exception {
        var driver = new LabAccelerator(
                new LabAcceleratorOptions(1, Device.Kind.FPGA, 0, List.of("discover:null:1x")), context());
        assertNull(driver.discover());
        assertEquals(1, driver.discover().size());
    }

    @Test
    void aHangLastsUntilItIsInterrupted() throws Exception {
        var hardware = new LabHardware(new LabHardware.Options(List.of("set-power:hang")), context());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var call = threads.submit(() -> {
                hardware.power(new Node("n", Map.of()), Power.ON);
                return true;
            });
            assertThrows(TimeoutException.class, () -> call.get(50, TimeUnit.MILLISECONDS));
            call.cancel(true);
        }
    }

    @Test
    void aPercentageWaitsForSoMuchOfTheWork() throws Exception {
        var image = Files.write(directory.resolve("image"), new byte[8 << 20]);
        var disk = Files.write(directory.resolve("disk"), new byte[8 << 20]);
        var driver = new LabDeploy(new LabDeploy.Options(List.of("deploy:failed:50%")));
        var reports = new ArrayList<Long>();
        var deployment = new Deployment("n", Set.of(), Map.of(),
                new Image("i", image.toUri(), 8 << 20, "0".repeat(64), Map.of("format", "raw")), Optional.of(disk));
        var failure = assertThrows(DriverException.class,
                () -> driver.deploy(deployment, new BareBench(), (step, done, total) -> reports.add(done)));
        assertTrue(failure.toString().contains("asked for"), failure.getMessage());
        assertEquals(4L << 20, reports.getLast());
    }

    @Test
    void whatCannotBeAFaultIsRefusedWithWhatCanBe() {
        for (var text : List.of("put", "put:sulk", "discover:null", "put:busy:50", "put:busy:x", "", "put:busy:50%%")) {
            var failure = assertThrows(DriverException.class, () -> store(text), text);
            assertEquals(Kind.INVALID, failure.kind());
            assertTrue(failure.toString().contains("[delete, get, put]"), failure.getMessage());
        }
        assertFalse(Files.exists(directory.resolve("key")), "refused after something was written");
    }

    private LabKeyStore store(String fault) throws InterruptedException {
        return new LabKeyStore(new LabKeyStore.Options(List.of(fault)), context());
    }

    private TestContext context() {
        return new TestContext(directory);
    }

    private static Secret secret() {
        return new Secret("x".getBytes(UTF_8));
    }
}
