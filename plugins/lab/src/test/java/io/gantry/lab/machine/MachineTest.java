package io.gantry.lab.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {
    private static final long WAIT = TimeUnit.SECONDS.toNanos(30);

    @TempDir
    Path directory = Path.of("");

    private HttpServer discs = HttpServer.create();
    private Machine machine = new Machine(Path.of(""));

    MachineTest() throws IOException {}

    @BeforeEach
    void make() throws Exception {
        discs.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        discs.createContext("/", exchange -> {
            try (exchange) {
                var text = exchange.getRequestURI().getQuery().replace('+', '\n').getBytes(UTF_8);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        discs.start();
        machine = again();
        machine.prepare("m1", 1 << 20, List.of());
    }

    @AfterEach
    void end() throws Exception {
        machine.off();
        discs.stop(0);
    }

    private Machine again() {
        var own = Path.of(MachineTest.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return new Machine(directory.resolve("m1"), SampleProgram.class.getName(),
                own + File.pathSeparator + Board.own());
    }

    private void startFrom(String disc) throws Exception {
        machine.insert(
                URI.create("http://127.0.0.1:" + discs.getAddress().getPort() + "/?" + disc.replace(" ", "%20")));
        machine.startFrom(BootSource.CDROM, true);
        machine.on();
    }

    private String file(String name) throws IOException {
        var file = directory.resolve("m1").resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        for (var until = System.nanoTime() + WAIT; !condition.holds();) {
            assertTrue(System.nanoTime() < until, what);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void aProgramRunsFromTheDiscAndIsGoneWhenPowerOffReturns() throws Exception {
        startFrom("gantry-lab-disc agent+token=abc");
        await("the program writes", () -> !file("written").isEmpty());
        assertEquals("gantry-lab-disc agent\ntoken=abc", file("disc"));
        assertEquals(MachineFacts.addressesOf("m1") + "\n", file("ran"));
        assertEquals(BootSource.DISK, machine.look().next(), "once is over");
        again().off();
        var last = file("written");
        TimeUnit.MILLISECONDS.sleep(50);
        assertEquals(last, file("written"), "it wrote after power off");
        assertFalse(machine.look().on());
    }

    @Test
    void aProgramThatComesTooLateEndsAtOnce() throws Exception {
        for (var i = 0; i < 5; i++) {
            startFrom("gantry-lab-disc agent");
            machine.off();
        }
        TimeUnit.MILLISECONDS.sleep(600);
        assertEquals("", file("written") + file("ran"), "of five starts that were cut off at once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "reboot"})
    void itObeysItsProgram(String wish) throws Exception {
        startFrom("gantry-lab-disc installer+wish=" + wish);
        if (wish.equals("off")) {
            await("off", () -> !machine.look().on());
        } else {
            await("started again", () -> machine.look().starts() == 2);
            assertTrue(machine.look().on());
            assertEquals("start 2 from DISK: nothing runs\n", file("console"));
        }
        assertEquals("", file("wish"));
    }

    @Test
    void shutDownEndsTheProgramAndThenThePower() throws Exception {
        startFrom("gantry-lab-disc agent");
        await("the program writes", () -> !file("written").isEmpty());
        machine.shutDown();
        await("off", () -> !machine.look().on());
        machine.on();
        machine.shutDown();
        assertFalse(machine.look().on(), "with nothing but a system on the disk");
    }

    @Test
    void itIsOnWithNothingToRun() throws Exception {
        for (var disc : List.of("gantry-lab-disc system", "nothing", "something else")) {
            startFrom(disc);
            assertTrue(machine.look().on(), disc);
            machine.off();
        }
        assertTrue(file("console").contains("no disc of the lab"), file("console"));
        discs.stop(0);
        startFrom("gantry-lab-disc agent");
        assertTrue(file("console").contains("cannot be read"), file("console"));
        assertEquals("", file("ran"));
    }

    @Test
    void firmwareTakesSettingsOverAtTheNextStart() throws Exception {
        assertEquals(Optional.empty(), Firmware.objection("bios.BootRetries", "7"));
        assertTrue(Firmware.objection("bios.BootRetries", "many").isPresent());
        assertTrue(Firmware.objection("bios.Nothing", "1").orElse("").contains("bios.SysProfile"));
        machine.configure(Map.of("bios.BootRetries", "7"));
        assertEquals("3", machine.look().settings().get("bios.BootRetries"));
        machine.on();
        assertEquals("7", machine.look().settings().get("bios.BootRetries"));
        assertEquals(Map.of(), machine.look().pending());
    }

    @Test
    void severalHandsDoNotLoseEachOthersChanges() throws Exception {
        machine.on();
        Callable<Boolean> interrupt = () -> {
            again().interrupt();
            return true;
        };
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : hands.invokeAll(Collections.nCopies(50, interrupt))) {
                assertTrue(done.get());
            }
        }
        assertEquals(50, machine.look().interrupts());
    }
}
