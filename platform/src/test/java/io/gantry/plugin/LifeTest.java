package io.gantry.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gantry.api.AcceleratorDriver;
import io.gantry.api.DriverException;
import io.gantry.api.KeyStore;
import io.gantry.base.Problem;
import io.gantry.plugin.InstanceStatus.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeTest {
    @TempDir
    static Path built = Path.of("");
    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void build() throws Exception {
        WildPlugin.in(built);
    }

    private TestWall open(DriverEntry... drivers) throws Exception {
        return TestWall.open(directory, built, List.of(TestWall.entry("wild", "*")), drivers);
    }

    @ParameterizedTest
    @CsvSource({"runtime, threw java.lang.IllegalStateException at", "failed, the card is on fire",
            "hang, has not answered within 400 ms",
            "deaf, ignores that it was interrupted", "error, threw java.lang.StackOverflowError"})
    void quarantinesWhatItsConstructorDoesNotFinish(String mode, String part) throws Exception {
        try (var wall = open(TestWall.driver("poor", "wild-make", "{ mode: " + mode + " }"),
                TestWall.driver("fine", "wild-call", "{}"))) {
            assertEquals(State.QUARANTINED, wall.status("poor").state());
            assertTrue(wall.status("poor").cause().contains(part), wall.status("poor").cause());
            assertEquals(List.of(), wall.instances().get(AcceleratorDriver.class, "fine").call().discover());
            var refused = assertThrows(Problem.class, () -> wall.instances().get(AcceleratorDriver.class, "poor"));
            assertEquals(Problem.Kind.UNAVAILABLE, refused.kind());
            assertTrue(refused.detail().contains(part), refused.detail());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "wild-cal | {} | no loaded plugin brings a driver 'wild-cal' (did you mean wild-call?)",
            "wild-call | { mod: fine } | /gantry.yaml:1:3: unknown key \"mod\" (did you mean mode?)",
            "wild-call | { mode: [1] } | /gantry.yaml:1:9: ",
            "wild-deploy | { mode: fine } | /gantry.yaml:1:3: unknown key \"mode\""})
    void saysWhereTheOperatorsFileIsWrong(String driver, String options, String part) throws Exception {
        try (var wall = open(TestWall.driver("poor", driver, options), TestWall.driver("fine", "wild-call", "{}"))) {
            assertEquals(State.QUARANTINED, wall.status("poor").state());
            assertTrue(wall.status("poor").cause().contains(part), wall.status("poor").cause());
            assertEquals(State.OPEN, wall.status("fine").state());
        }
    }

    @Test
    void doesNotStartWithoutWhatIsMandatory() {
        var entry = TestWall.driver("poor", "wild-make", "{ mode: failed }");
        var mandatory = new DriverEntry(entry.name(), entry.driver(), true, true, entry.deadline(), 1, entry.host(),
                entry.options(),
                entry.file(), 1, 1);
        var refused = assertThrows(Problem.class, () -> open(mandatory));
        assertEquals("driver instance 'poor' is mandatory and cannot be opened: the card is on fire", refused.detail());
    }

    @Test
    void drainsBeforeItClosesAndOpensAgain() throws Exception {
        try (var wall = open(TestWall.driver("one", "wild-call", "{ mode: slow }", Duration.ofSeconds(10), 8))) {
            var old = wall.instances().get(AcceleratorDriver.class, "one").call();
            var call = CompletableFuture.supplyAsync(() -> outcome(old));
            await(() -> wall.status("one").inFlight() == 1);
            assertEquals(State.CLOSED, wall.instances().disable("one").state());
            assertEquals("done", call.get(1, TimeUnit.SECONDS));
            assertEquals("UNREACHABLE", outcome(old));
            assertEquals(State.OPEN, wall.instances().enable("one").state());
            assertEquals("UNREACHABLE", outcome(old));
            assertEquals("done", outcome(wall.instances().get(AcceleratorDriver.class, "one").call()));
        }
    }

    @Test
    void reportsTheThreadsThatADriverLeaves() throws Exception {
        try (var wall = open(TestWall.driver("leaky", "wild-close", "{ mode: leak }"),
                TestWall.driver("tidy", "wild-close", "{}"))) {
            assertEquals(List.of("driver-leaky-0"), wall.instances().disable("leaky").leaked());
            assertEquals(List.of(), wall.instances().disable("tidy").leaked());
        }
    }

    @Test
    void triesAnInstanceThatIsNotInTheFile() throws Exception {
        try (var wall = open(TestWall.driver("fine", "wild-call", "{}"))) {
            assertTrue(wall.instances().attempt(TestWall.driver("trial", "wild-call", "{}")).trial());
            assertEquals(2, wall.instances().all(AcceleratorDriver.class).size());
            wall.instances().delete("trial");
            assertEquals(Problem.Kind.NOT_FOUND, assertThrows(Problem.class, () -> wall.status("trial")).kind());
            assertThrows(Problem.class,
                    () -> wall.instances().attempt(TestWall.driver("trial", "wild-make", "{ mode: failed }")));
            assertEquals(1, wall.instances().list().size());
            assertEquals(Problem.Kind.CONFLICT,
                    assertThrows(Problem.class, () -> wall.instances().delete("fine")).kind());
        }
    }

    @Test
    void saysWhichRoleAnInstanceLacks() throws Exception {
        try (var wall = open(TestWall.driver("fine", "wild-call", "{}"))) {
            var refused = assertThrows(Problem.class, () -> wall.instances().get(KeyStore.class, "fine"));
            assertEquals(Problem.Kind.UNSUPPORTED, refused.kind());
            assertEquals(Problem.Kind.NOT_FOUND,
                    assertThrows(Problem.class, () -> wall.instances().get(KeyStore.class, "fin")).kind());
        }
    }

    @Test
    void doesNotFeelItWhenAPluginsFileIsWrittenOver() throws Exception {
        var shipped = TestWall.shipped(directory);
        var file = WildPlugin.in(shipped);
        try (var wall = TestWall.open(directory, List.of("wild"), TestWall.driver("fine", "wild-call", "{}"))) {
            assertEquals("", wall.plugins().get("wild").cause());
            Files.write(file, new byte[10_000]);
            assertTrue(wall.plugins().get("wild").cause().startsWith("the file was changed since"),
                    wall.plugins().get("wild").cause());
            wall.instances().attempt(TestWall.driver("later", "wild-close", "{}"));
            assertEquals(List.of(), wall.instances().get(AcceleratorDriver.class, "later").call().discover());
            Files.delete(file);
            assertTrue(wall.plugins().get("wild").cause().startsWith("the file is gone"));
        }
    }

    static String outcome(AcceleratorDriver driver) {
        try {
            driver.discover();
            return "done";
        } catch (DriverException e) {
            return e.kind().name();
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    static void await(java.util.function.BooleanSupplier condition) {
        var until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "waited too long");
            Thread.onSpinWait();
        }
    }
}
